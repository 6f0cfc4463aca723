using System.CommandLine;
using Counterpoise.Workflows;
using YamlDotNet.RepresentationModel;

namespace Counterpoise.Cli.Configuration;

/// <summary>
/// Methods as a mapping in a file: <c>methods:</c> with a name and, where there is something to say, its method and options below; and
/// <c>option:</c> with values by name. They become what the command line takes.
/// </summary>
internal static class YamlMethods
{
    /// <summary>The option that names methods, in <c>compare</c>.</summary>
    public const string Methods = "methods";

    private const string Option = "option";
    private const string Variant = "variant";
    private const string Method = "method";

    /// <summary>Whether a key may hold a mapping.</summary>
    public static bool Takes(string key) => key is Methods or Option;

    /// <summary>The options of the command line that a mapping comes to.</summary>
    /// <exception cref="InputException">It does not have that form.</exception>
    public static IEnumerable<(string Key, List<string> Values)> Read(FileInfo file, string key, YamlMappingNode mapping)
    {
        if (key == Option)
        {
            yield return (Option, [.. mapping.Children.Select(o => $"{Scalar(file, o.Key)}={Scalar(file, o.Value)}")]);
            yield break;
        }

        yield return (Methods, [.. mapping.Children.Select(m => Scalar(file, m.Key))]);
        yield return (Variant, [.. mapping.Children.Select(m => Of(file, Scalar(file, m.Key), m.Value)).OfType<string>()]);
    }

    /// <summary>The entries of a file without the variants that methods on the command line do not name.</summary>
    public static IEnumerable<(string Key, List<string> Values)> Among(IEnumerable<(string Key, List<string> Values)> entries,
        ParseResult parsed)
    {
        var methods = parsed.CommandResult.Command.Options.OfType<Option<string[]>>().FirstOrDefault(o => o.Name == $"--{Methods}");
        string[]? named = methods is not null && parsed.GetResult(methods) is { Implicit: false } ? Lists.Of(parsed.GetValue(methods))
            : null;
        return entries.Select(e => e.Key == Variant && named is not null
            ? (e.Key, [.. e.Values.Where(v => named.Contains(v.Split('=', 2)[0], StringComparer.OrdinalIgnoreCase))]) : e);
    }

    /// <summary>A variant as the command line takes it; null for a method that is nothing but its name.</summary>
    private static string? Of(FileInfo file, string name, YamlNode node)
    {
        if (node is YamlScalarNode scalar)
        {
            return string.IsNullOrEmpty(scalar.Value) || scalar.Value is "~" or "null" ? null : $"{name}={scalar.Value}";
        }

        var children = (node as YamlMappingNode ?? throw Fault(file, node, "a method, or a mapping of its method and options")).Children;
        var method = children.Where(c => Scalar(file, c.Key) == Method).Select(c => Scalar(file, c.Value)).FirstOrDefault() ?? name;
        var options = children.Where(c => Scalar(file, c.Key) != Method).Select(c => $"{Scalar(file, c.Key)}={Scalar(file, c.Value)}");
        return string.Join(';', options.Prepend($"{name}={method}"));
    }

    private static string Scalar(FileInfo file, YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Fault(file, node, "a word or a number");

    private static InputException Fault(FileInfo file, YamlNode node, string expected) =>
        new($"{file.FullName}, line {node.Start.Line}: expected {expected}, found a {node.NodeType.ToString().ToLowerInvariant()}");
}
