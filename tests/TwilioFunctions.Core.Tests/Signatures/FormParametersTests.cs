using System.Text;
using TwilioFunctions.Core.Signatures;

namespace TwilioFunctions.Core.Tests.Signatures;

public sealed class FormParametersTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1", "a:1")]
    [InlineData("b=1&a=2&b=3&B=4", "b:1,a:2,b:3,B:4")]
    [InlineData("a&b=&=c&=", "a:,b:,:c,:")]
    [InlineData("&&a=1&&", "a:1")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("a=+%20%2B", "a:  +")]
    [InlineData("a=%41%e2%82%AC%3d", "a:A€=")]
    [InlineData("a=%&b=%4&c=%zz&d=%%41&e=%4g", "a:%,b:%4,c:%zz,d:%A,e:%4g")]
    [InlineData("a=%FF%41%F0%9F%98", "a:\uFFFDA\uFFFD")]
    public void Form_IsReadInOrder(string form, string expected)
    {
        var parameters = FormParameters.Parse(Encoding.UTF8.GetBytes(form));

        Assert.Equal(expected, string.Join(',', parameters.Select(parameter => $"{parameter.Key}:{parameter.Value}")));
    }

    [Fact]
    public void BytesThatAreNotAscii_AreUtf8() =>
        Assert.Equal("ñ", FormParameters.Parse("name=ñ"u8)["name"]);

    [Fact]
    public void Name_GivesItsFirstValue()
    {
        var parameters = FormParameters.Parse("Digits=5678&Digits=1234&Empty="u8);

        Assert.Equal("5678", parameters["Digits"]);
        Assert.Equal(["5678", "1234"], parameters.GetValues("Digits"));
        Assert.Equal("", parameters["Empty"]);
        Assert.Null(parameters["digits"]);
    }
}
