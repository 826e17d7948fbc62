
namespace TwilioFunctions.Tests.Bindings;

/// <summary><c>If-Match</c> and <c>If-None-Match</c>.</summary>
[Collection(BindingsAppTests.Name)]
public sealed class BindingConditionsTests(BindingsApp app)
{
    private readonly string path = BindingsApp.Path(BindingsApp.NewIdentity(), "phone");

    [Fact]
    public async Task IfNoneMatchOfAnything_CreatesOnly()
    {
        var created = await PutAsync("If-None-Match: *");
        var refused = await PutAsync("If-None-Match: *");

        Assert.Equal((201, 412, true), (created.Status, refused.Status, refused.IsProblem));
        Assert.Equal(created.ETag, refused.ETag);
    }

    [Fact]
    public async Task IfMatch_WritesOnlyWhatWasRead()
    {
        var first = await PutAsync();
        var second = await PutAsync($"If-Match: {first.ETag}");
        var stale = await PutAsync($"If-Match: {first.ETag}");
        var oneOfSeveral = await PutAsync($"If-Match: \"nobody's\" , {first.ETag},, {second.ETag}");
        var weak = await PutAsync($"If-Match: W/{oneOfSeveral.ETag}");
        var any = await PutAsync("If-Match: *");

        Assert.Equal((201, 200, 412, 200, 412, 200), (first.Status, second.Status, stale.Status, oneOfSeveral.Status, weak.Status, any.Status));
    }

    [Fact]
    public async Task IfMatchOfWhatIsNotThere_412() => Assert.Equal(412, (await PutAsync("If-Match: *")).Status);

    [Fact]
    public async Task TagThatHidesAnAsterisk_MatchesNothing()
    {
        // The base64 of an asterisk.
        const string Asterisk = "\"Kg\"";
        await PutAsync();

        var replaced = await PutAsync($"If-Match: {Asterisk}");
        var deleted = await app.SendAsync("DELETE", path, headers: $"If-Match: {Asterisk}");
        var read = await app.SendAsync("GET", path, headers: $"If-None-Match: {Asterisk}");

        Assert.Equal((412, 412, 200), (replaced.Status, deleted.Status, read.Status));
    }

    [Fact]
    public async Task Delete_IsConditionalToo()
    {
        var first = await PutAsync();
        var second = await PutAsync();

        var stale = await app.SendAsync("DELETE", path, headers: $"If-Match: {first.ETag}");
        var excluded = await app.SendAsync("DELETE", path, headers: $"If-None-Match: W/{second.ETag}");
        var deleted = await app.SendAsync("DELETE", path, headers: $"If-Match: {second.ETag}");
        var gone = await app.SendAsync("DELETE", path, headers: "If-Match: *");

        Assert.Equal((412, 412, 204, 404), (stale.Status, excluded.Status, deleted.Status, gone.Status));
    }

    [Fact]
    public async Task Get_AnswersNotModified()
    {
        var tag = (await PutAsync()).ETag;

        var same = await app.SendAsync("GET", path, headers: $"If-None-Match: \"another\", W/{tag}");
        var other = await app.SendAsync("GET", path, headers: "If-None-Match: \"another\"");
        var mismatch = await app.SendAsync("GET", path, headers: "If-Match: \"another\"");

        Assert.Equal((304, "", tag), (same.Status, same.Body, same.ETag));
        Assert.Equal((200, 412), (other.Status, mismatch.Status));
    }

    [Theory]
    [InlineData("If-Match: phone")]
    [InlineData("If-Match: \"phone")]
    [InlineData("If-Match: \"a\" \"b\"")]
    [InlineData("If-None-Match: *, \"a\"")]
    [InlineData("If-None-Match: ,")]
    public async Task ConditionThatIsNone_400(string header)
    {
        foreach (var method in (string[])["GET", "PUT", "DELETE"])
        {
            var refused = await app.SendAsync(method, path, method == "PUT" ? BindingsApp.Binding : null, headers: header);
            Assert.Equal((400, true), (refused.Status, refused.IsProblem));
        }
    }

    [Fact]
    public async Task OfWritersThatRace_OneWins()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PutAsync("If-None-Match: *")));
        Assert.Equal([201, 412, 412, 412], created.Select(answer => answer.Status).Order());

        var tag = created.Single(answer => answer.Status == 201).ETag;
        for (var round = 0; round < 10; round++)
        {
            var replaced = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PutAsync($"If-Match: {tag}")));
            Assert.Equal([200, 412], replaced.Select(answer => answer.Status).Order());
            tag = replaced.Single(answer => answer.Status == 200).ETag;
        }
    }

    private Task<AppAnswer> PutAsync(params string[] headers) => app.SendAsync("PUT", path, BindingsApp.Binding, headers: headers);
}
