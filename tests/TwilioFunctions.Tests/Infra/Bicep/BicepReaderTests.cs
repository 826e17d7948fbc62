namespace TwilioFunctions.Tests.Infra.Bicep;

/// <summary>The reader reads what Bicep is written in, and says where it does not.</summary>
public sealed class BicepReaderTests
{
    [Theory]
    [InlineData("'plain'", "plain")]
    [InlineData(@"'it\'s \\ \$ \n \u{1F4DE}'", "it's \\ $ \n \U0001F4DE")]
    [InlineData("'twilio-auth-token-${index}'", "twilio-auth-token-{}")]
    [InlineData("'a${'b${c}'}d'", "ab{}d")]
    [InlineData("'${length({ a: '}' })}x'", "{}x")]
    [InlineData("'''\nas // it is ${here}\n'''", "as // it is ${here}\n")]
    [InlineData("42", "42")]
    public void Text_IsReadWithWhatIsInterpolated(string written, string text) => Assert.Equal(text, TextOf($"var it = {written}"));

    [Fact]
    public void Comments_AreNotRead() => Assert.Equal("b", TextOf(
        """
        #disable-next-line no-unused-vars
        // var it = 'a'
        /* var it = 'a'
           */ var it = 'b' // 'c'
        """));

    [Fact]
    public void Object_HasItsMembersAndTheResourcesWithinIt()
    {
        var file = Read(
            """
            resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
              name: 'x'
              properties: { 'allow-it': false, minimumTlsVersion: 'TLS1_2', ...more }

              @description('Nested.')
              resource queues 'queueServices@2025-01-01' = {
                name: 'default'
              }
            }
            """);

        Assert.Equal(["Microsoft.Storage/storageAccounts", "queueServices"], file.Resources.Select(resource => resource.Type));
        Assert.Equal("TLS1_2", file.Resources.First().TextAt("properties.minimumTlsVersion"));
        Assert.Equal("false", file.Resources.First().TextAt("properties.allow-it"));
        Assert.Null(file.Resources.First().TextAt("properties.kind"));
    }

    [Fact]
    public void LoopOverAKnownList_MakesOneAnItem()
    {
        var file = Read(
            """
            var suffix = 'poison'
            var queues = [{ name: 'calls' }, { name: 'events' }]
            resource poison 'queues@2025-01-01' = [
              for (queue, index) in queues: if (wanted) {
                name: '${queue.name}-${suffix}'
              }
            ]
            """);

        Assert.Equal(["calls-poison", "events-poison"], file.Resources.Select(resource => resource.TextAt("name")));
        Assert.All(file.Resources, resource => Assert.True(resource.IsConditional));
    }

    [Fact]
    public void LoopOverAParameter_IsOneResourceOfUnknownNumber()
    {
        var resource = Assert.Single(Read("resource all 'queues@1' = [for name in names: { name: 'a-${name}' }]").Resources);

        Assert.True(resource.IsConditional);
        Assert.Equal("a-{}", resource.TextAt("name"));
    }

    [Fact]
    public void Function_IsCarriedOut() => Assert.Equal("@Microsoft.KeyVault(SecretUri={}secrets/fcm)", TextOf(
        """
        func secret(vault string, name string) string =>
          '@Microsoft.KeyVault(SecretUri=${vault}secrets/${name})'
        var it = secret(vaultUri, 'fcm')
        """));

    [Theory]
    [InlineData("a ? [1\n 2] : {\n b: c\n}")]
    [InlineData("a\n ? b\n : c\n ? d : e")]
    [InlineData("-1 + (2 * 3)\n == d && !e || f!.g.?h[?0] ?? i::j")]
    [InlineData("toObject(all, (item, n) => item.name,\n item => {\n value: item\n })")]
    [InlineData("[for x in range(0, 3): x]")]
    [InlineData("[\n -1\n -2\n]")]
    [InlineData("union(\n {},\n empty(a) ? {} : { b: [ ...c ] }\n)")]
    public void Expression_IsReadToItsEnd(string written)
    {
        var file = Read($"var it = {written}\nvar next = 'x'");

        Assert.Equal(["it", "next"], file.Declarations.Select(declaration => declaration.Name));
    }

    [Fact]
    public void LineThatBeginsWithAMinus_IsAnItemOfItsOwn() =>
        Assert.Equal(2, Assert.IsType<BicepArray>(Read("var it = [\n 1\n -2\n]").Declarations[0].Value).Items.Count);

    [Theory]
    [InlineData("param a string[]?")]
    [InlineData("param a 'x' | 'y' | null = 'x'")]
    [InlineData("param a {\n @minLength(3)\n b: string?\n *: (int | string)[]\n}")]
    [InlineData("param a [string, int]")]
    [InlineData("param a types.account = { b: 1 }")]
    [InlineData("param a resourceInput<'Microsoft.Web/sites@2024-11-01'>.properties")]
    [InlineData("@export()\n@minLength(34)\ntype a = string")]
    [InlineData("type a = {\n  @description('b')\n  b: c?\n}")]
    [InlineData("output a string = b")]
    public void Type_IsReadToItsEnd(string written) => Assert.Equal("a", Assert.Single(Read(written).Declarations).Name);

    [Fact]
    public void Declaration_HasItsDecorators()
    {
        var parameter = Assert.Single(Read("@description('It.')\n@allowed([\n 'a'\n])\nparam it string = 'a'").Declarations);

        Assert.Equal(("param", "it", 5), (parameter.Keyword, parameter.Name, parameter.Line));
        Assert.True(parameter.Has("description"));
        Assert.False(parameter.Has("secure"));
    }

    [Fact]
    public void FileOfParameters_IsRead()
    {
        var file = Read("using './main.bicep'\nparam accounts = [{ accountSid: readEnvironmentVariable('TWILIO_ACCOUNT_SID', '') }]");

        Assert.Equal("./main.bicep", file.Of("using").Single().Reference);
        Assert.Contains(file.Expressions, expression => expression is BicepCall { Function: "readEnvironmentVariable" });
    }

    [Fact]
    public void Module_HasItsPathAndItsArguments()
    {
        var module = Read("import { a, b as c } from 'types.bicep'\nmodule m 'modules/m.bicep' = if (a) {\n params: { x: b.outputs.y }\n}").Find("module", "m")!;

        Assert.Equal("modules/m.bicep", module.Reference);
        Assert.Equal(["x"], Assert.IsType<BicepObject>(module.Body!["params"]).Properties.Select(property => property.Key!.Text));
    }

    [Theory]
    [InlineData("var it = 'a\nb'", "main.bicep(1): a string does not end on its line.")]
    [InlineData("var a = 1\nvar it = [", "main.bicep(2): expected an expression")]
    [InlineData("\nlet it = 1", "main.bicep(2): 'let' begins no declaration that this reader knows.")]
    [InlineData("var it = 1 2", "main.bicep(1): expected the end of the line, found Number '2'.")]
    [InlineData("var it = '${a b}'", "main.bicep(1): expected the end of what is interpolated")]
    [InlineData("/* var it = 1", "main.bicep(1): a comment does not end.")]
    public void WhatItCannotRead_IsToldWithItsPlace(string written, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<FormatException>(() => Read(written)).Message, StringComparison.Ordinal);

    private static string TextOf(string written)
    {
        var file = Read(written);
        return file.Scope.TextOf(file.Find("var", "it")!.Value!);
    }

    private static BicepFile Read(string written) => BicepFile.Read("main.bicep", written);
}
