using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterpoise.Workflows;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Counterpoise.Cli.Configuration;

/// <summary>
/// Options and arguments from a YAML file: each key is an option's name without its dashes, or an argument's; what stands on the command
/// line wins, and null is not given.
/// </summary>
internal static class YamlConfiguration
{
    /// <summary>Returns the arguments with those of the file appended that the command line does not give.</summary>
    /// <exception cref="InputException">The file is missing, is not a mapping, or names an option that the verb does not have.</exception>
    public static string[] Merge(RootCommand root, string[] args)
    {
        var parsed = CommandLine.Parse(root, args);
        if (parsed.GetResult(SharedOptions.Config) is not { Implicit: false } given || given.Errors.Any() || parsed.Errors.Count > 0
            && parsed.GetValue(SharedOptions.Config) is null)
        {
            return args;
        }

        return Merge(parsed, args, parsed.GetValue(SharedOptions.Config)!);
    }

    /// <summary>Returns the arguments with those of a file appended that the command line does not give.</summary>
    /// <exception cref="InputException">The file is missing, is not a mapping, or names an option that the verb does not have.</exception>
    public static string[] Merge(ParseResult parsed, string[] args, FileInfo file)
    {
        var options = OptionsOf(parsed).ToDictionary(o => o.Name.TrimStart('-'), StringComparer.Ordinal);
        var arguments = parsed.CommandResult.Command.Arguments.Where(a => !options.ContainsKey(a.Name))
            .ToDictionary(a => a.Name, StringComparer.Ordinal);
        var (merged, inputs) = (new List<string>(args), new List<string>());
        foreach (var (key, values) in YamlMethods.Among(Read(file), parsed))
        {
            if (arguments.TryGetValue(key, out var argument))
            {
                inputs.AddRange(parsed.GetResult(argument) is { Tokens.Count: > 0 } ? [] : values);
                continue;
            }

            if (!options.TryGetValue(key, out var option))
            {
                throw new InputException(
                    $"{file.FullName}: '{key}' is not an option of '{parsed.CommandResult.Command.Name}'; it has "
                    + $"{string.Join(", ", options.Keys.Concat(arguments.Keys).Order(StringComparer.Ordinal))}");
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

        // Right behind the verb: at the end an option that takes several values would take them too.
        merged.InsertRange(merged.IndexOf(parsed.CommandResult.IdentifierToken.Value) + 1, inputs);
        return [.. merged];
    }

    /// <summary>Arguments and options of the verb as they resolved, as YAML that <c>--config</c> reads back.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="except">Options to leave out beside the file's own.</param>
    public static string Resolved(ParseResult parsed, params string[] except)
    {
        var command = parsed.CommandResult.Command;
        var values = new Dictionary<string, object?>();
        foreach (var argument in command.Arguments)
        {
            if (parsed.GetResult(argument)?.Tokens.Select(t => t.Value).ToArray() is { Length: > 0 } given)
            {
                values[argument.Name] = argument.Arity.MaximumNumberOfValues == 1 ? given[0] : given;
            }
        }

        foreach (var option in OptionsOf(parsed).Where(o => !o.Hidden && o != SharedOptions.Config && o != SharedOptions.DryRun
            && !except.Contains(o.Name)).OrderBy(o => o.Name, StringComparer.Ordinal))
        {
            var value = parsed.GetResult(option) is null ? null : parsed.GetValue<object?>(option.Name);
            if (value is not null)
            {
                values[option.Name.TrimStart('-')] = value is string or System.Collections.IEnumerable and not FileSystemInfo
                    ? Plain(value) : Text(value);
            }
        }

        return $"# {command.Name}\n{new SerializerBuilder().Build().Serialize(values)}";
    }

    private static object Plain(object value) => value is string text ? text
        : ((System.Collections.IEnumerable)value).Cast<object>().Select(Text).ToArray();

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
            YamlNesting.Require(file);
            using var reader = file.OpenText();
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0)
            {
                return [];
            }

            var mapping = stream.Documents[0].RootNode as YamlMappingNode
                ?? throw new InputException(
                    $"{file.FullName}: expected a mapping of option names to values, found {stream.Documents[0].RootNode.NodeType}");
            return [.. mapping.Children.SelectMany(pair => EntriesOf(file, pair.Key, pair.Value))];
        }
        catch (YamlException exception)
        {
            throw new InputException($"{file.FullName}, line {exception.Start.Line}, column {exception.Start.Column}: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // The scanner's own word for a text that is neither a key nor a value.
            throw new InputException($"{file.FullName}: no YAML of option names and values");
        }
    }

    private static IEnumerable<(string Key, List<string> Values)> EntriesOf(FileInfo file, YamlNode key, YamlNode value)
    {
        var name = NameOf(file, key);
        return value is YamlMappingNode mapping && YamlMethods.Takes(name) ? YamlMethods.Read(file, name, mapping)
            : [(name, ValuesOf(file, key, value))];
    }

    private static string NameOf(FileInfo file, YamlNode key) => key is YamlScalarNode { Value: { } name }
        ? name
        : throw new InputException(
            $"{file.FullName}, line {key.Start.Line}: the name of an option is a {key.NodeType.ToString().ToLowerInvariant()}; expected "
            + $"a word");

    private static List<string> ValuesOf(FileInfo file, YamlNode key, YamlNode value) => value switch
    {
        YamlScalarNode scalar => IsNull(scalar) ? [] : [scalar.Value!],
        YamlSequenceNode sequence when sequence.All(item => item is YamlScalarNode) =>
            [.. sequence.Cast<YamlScalarNode>().Where(item => !IsNull(item)).Select(item => item.Value!)],
        _ => throw new InputException($"{file.FullName}, line {value.Start.Line}: '{key}' must be a value or a list of values"),
    };

    /// <summary>Null in YAML's words; in quotes it is a text.</summary>
    private static bool IsNull(YamlScalarNode scalar) => scalar.Value is null
        || (scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL");
}
