using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Counterpoise.Cli.Output;

/// <summary>The help of a verb: sections of names with what they mean, in lines that fit the terminal.</summary>
/// <param name="width">Columns of the terminal; what is longer goes on in the next line.</param>
internal sealed class HelpText(int width)
{
    /// <summary>Names longer than this have their meaning in the line below.</summary>
    private const int WidestName = 38;

    private const int FewestColumns = 20;

    private readonly StringBuilder _text = new();

    /// <summary>Adds a section, if it has entries.</summary>
    public void Section(string heading, IEnumerable<(string Name, string Meaning)> entries)
    {
        var all = entries.ToArray();
        if (all.Length == 0)
            return;
        var column = all.Select(e => e.Name.Length).Where(n => n <= WidestName).DefaultIfEmpty(0).Max();
        column = column == 0 ? (all.All(e => e.Name.Length == 0) ? 0 : WidestName) : column;
        _text.Append(_text.Length == 0 ? "" : "\n").Append(heading).Append(":\n");
        foreach (var (name, meaning) in all)
        {
            var indent = column == 0 ? 2 : column + 4;
            var lines = Wrap(meaning, Math.Max(FewestColumns, width - indent));
            var first = name.Length > column ? $"  {name}\n{new string(' ', indent)}"
                : $"  {name.PadRight(column)}{(column == 0 ? "" : "  ")}";
            _text.Append(first).AppendJoin("\n" + new string(' ', indent), lines).Append('\n');
        }
    }

    /// <summary>How a command is called.</summary>
    public static string Usage(Command command, IReadOnlyList<Command> above)
    {
        IEnumerable<string> words =
        [
            .. above.Reverse().Select(c => c is RootCommand ? "counterpoise" : c.Name),
            command is RootCommand ? "counterpoise" : command.Name,
            .. command.Arguments.Where(a => !a.Hidden).Select(Placed),
            .. command.Subcommands.Any(c => !c.Hidden) ? ["[command]"] : Array.Empty<string>(),
            "[options]",
        ];
        return string.Join(' ', words);
    }

    /// <summary>An argument and what it means.</summary>
    public static (string Name, string Meaning) Of(Argument argument) =>
        ($"<{Shown(argument)}>", Meaning(argument.Description, argument.HasDefaultValue, argument.GetDefaultValue));

    /// <summary>An option with its other names and the kind of its value, and what it means.</summary>
    public static (string Name, string Meaning) Of(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).Where(n => n[0] == '-').Distinct().OrderBy(n => n.Length));
        var takesNone = option.Arity.MaximumNumberOfValues == 0 || (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType)
            == typeof(bool);
        var value = takesNone ? "" : $" <{option.HelpName ?? option.Name.TrimStart('-')}>";
        return ($"{names}{value}{(option.Required ? " (REQUIRED)" : "")}",
            Meaning(option.Description, option.HasDefaultValue && !takesNone, option.GetDefaultValue));
    }

    /// <summary>A command with its arguments, and what it does.</summary>
    public static (string Name, string Meaning) Of(Command command) =>
        (string.Join(' ', [command.Name, .. command.Arguments.Where(a => !a.Hidden).Select(a => $"<{Shown(a)}>")]),
            command.Description ?? "");

    /// <inheritdoc/>
    public override string ToString() => _text.Append('\n').ToString();

    private static string Placed(Argument argument)
    {
        var name = $"<{Shown(argument)}>{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string Shown(Argument argument)
    {
        var type = Nullable.GetUnderlyingType(argument.ValueType) ?? argument.ValueType;
        return argument.HelpName ?? (type.IsEnum
            ? string.Join('|', Enum.GetValues(type).Cast<Enum>().Select(EnumNames.Of)) : argument.Name);
    }

    private static string Meaning(string? description, bool hasDefault, Func<object?> value) =>
        hasDefault && Text(value()) is { Length: > 0 } usual ? $"{description} [default: {usual}]" : description ?? "";

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        Enum word => EnumNames.Of(word),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(' ', list.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<string> Wrap(string text, int columns)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
