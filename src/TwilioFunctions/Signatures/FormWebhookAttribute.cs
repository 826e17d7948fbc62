using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Signatures;

/// <summary>A webhook whose parameters come as a form, or with GET in the query. They are left as a feature for the function.</summary>
internal abstract class FormWebhookAttribute : TwilioWebhookAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> AccountSidsOf(FunctionContext context, HttpRequestData request, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var form = string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase) ? QueryOf(request) : body;
        var parameters = new WebhookParameters(form, FormParameters.Parse(form.Span));
        context.Features.Set(parameters);
        return AccountSidParameters.SelectMany(parameters.Values.GetValues).Where(accountSid => accountSid.Length > 0).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Where this family names the account.</summary>
    protected abstract IReadOnlyList<string> AccountSidParameters { get; }

    private static ReadOnlyMemory<byte> QueryOf(HttpRequestData request)
    {
        var parts = request.Url.OriginalString.Split('#', 2)[0].Split('?', 2);
        return parts.Length == 2 ? Encoding.UTF8.GetBytes(parts[1]) : default;
    }
}

/// <summary>The parameters of a webhook.</summary>
/// <param name="Form">As they were sent, encoded.</param>
/// <param name="Values">Decoded, in the order in which they were sent.</param>
internal sealed record WebhookParameters(ReadOnlyMemory<byte> Form, FormParameters Values);

/// <summary>How a function gets at them.</summary>
internal static class WebhookParametersFeature
{
    public static WebhookParameters GetWebhookParameters(this FunctionContext context) =>
        context.Features.Get<WebhookParameters>()
        ?? throw new InvalidOperationException($"{context.FunctionDefinition.Name} reads parameters but carries no {nameof(FormWebhookAttribute)}.");
}
