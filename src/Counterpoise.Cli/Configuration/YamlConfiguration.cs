using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Counterpoise.Cli.Configuration;

/// <summary>Options from a YAML file: each key is an option's name without its dashes; what stands on the line wins.</summary>
internal static class YamlConfiguration
{
    /// <summary>Returns the arguments with those of the file appended that the line does not give.</summary>
    /// <exception cref="InputException">The file is missing, is not a mapping, or names an option that the verb does not have.</exception>
    public static string[] Merge(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.GetResult(SharedOptions.Config) is not { Implicit: false } || parsed.Errors.Count > 0 && parsed.GetValue(SharedOptions.Config) is null)
        {
            return args;
        }

        var file = parsed.GetValue(SharedOptions.Config)!;
        var known = OptionsOf(parsed).ToDictionary(o => o.Name.TrimStart('-'), StringComparer.Ordinal);
        var merged = new List<string>(args);
        foreach (var (key, values) in Read(file))
        {
            if (!known.TryGetValue(key, out var option))
            {
                throw new InputException($"{file.FullName}: '{key}' is not an option of '{parsed.CommandResult.Command.Name}'; it has {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}");
            }

            if (parsed.GetResult(option) is null or { Implicit: true })
            {
                foreach (var value in values)
                {
                    // "--name=" would be an option without its value.
                    merged.AddRange(value.Length == 0 ? [$"--{key}", ""] : [$"--{key}={value}"]);
                }
            }
        }

        return [.. merged];
    }

    /// <summary>The options of the verb as they resolved, as YAML that <c>--config</c> reads back.</summary>
    public static string Resolved(ParseResult parsed)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var option in OptionsOf(parsed).Where(o => o != SharedOptions.Config && o != SharedOptions.DryRun))
        {
            var value = parsed.GetResult(option) is null ? null : parsed.GetValue<object?>(option.Name);
            if (value is not null)
            {
                values[option.Name.TrimStart('-')] = value is string or System.Collections.IEnumerable and not FileSystemInfo ? Plain(value) : Text(value);
            }
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {parsed.CommandResult.Command.Name}\n");
        foreach (var argument in parsed.CommandResult.Command.Arguments)
        {
            text.Append(CultureInfo.InvariantCulture, $"# {argument.Name}: {string.Join(' ', parsed.GetResult(argument)?.Tokens.Select(t => t.Value) ?? [])}\n");
        }

        return text.Append(new SerializerBuilder().Build().Serialize(values)).ToString();
    }

    private static object Plain(object value) => value is string text ? text : ((System.Collections.IEnumerable)value).Cast<object>().Select(Text).ToArray();

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        FileSystemInfo info => info.FullName,
        Enum choice => EnumNames.Of(choice),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<Option> OptionsOf(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult command)
            {
                foreach (var option in command.Command.Options.Where(o => at == parsed.CommandResult || o.Recursive))
                {
                    if (option is not (System.CommandLine.Help.HelpOption or VersionOption))
                    {
                        yield return option;
                    }
                }
            }
        }
    }

    private static List<(string Key, List<string> Values)> Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new InputException($"configuration file '{file.FullName}' does not exist");
        }

        try
        {
            using var reader = file.OpenText();
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0)
            {
                return [];
            }

            var mapping = stream.Documents[0].RootNode as YamlMappingNode
                ?? throw new InputException($"{file.FullName}: expected a mapping of option names to values, found {stream.Documents[0].RootNode.NodeType}");
            return [.. mapping.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, ValuesOf(file, pair.Key, pair.Value)))];
        }
        catch (YamlException exception)
        {
            throw new InputException($"{file.FullName}, line {exception.Start.Line}, column {exception.Start.Column}: {exception.Message}");
        }
    }

    private static List<string> ValuesOf(FileInfo file, YamlNode key, YamlNode value) => value switch
    {
        YamlScalarNode scalar => [scalar.Value ?? ""],
        YamlSequenceNode sequence when sequence.All(item => item is YamlScalarNode) => [.. sequence.Select(item => ((YamlScalarNode)item).Value ?? "")],
        _ => throw new InputException($"{file.FullName}, line {value.Start.Line}: '{key}' must be a value or a list of values"),
    };
}
