using System.Globalization;
using System.Text;

namespace Twilio.TwiML;

/// <summary>Lets the XML declaration name the encoding that the text is sent in.</summary>
public class Utf8StringWriter : StringWriter
{
    public Utf8StringWriter()
        : base(CultureInfo.CurrentCulture)
    {
    }

    public override Encoding Encoding => Encoding.UTF8;
}
