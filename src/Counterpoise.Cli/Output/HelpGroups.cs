using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Counterpoise.Cli.Output;

/// <summary>Shows a verb's options under headings: one list of them all can be read by nobody.</summary>
internal sealed partial class HelpGroups(HelpAction plain) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, List<(string Heading, Option[] Options)>> Groups = [];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>
    /// Adds options to a verb under a heading of their own; groups appear in the order in which they were added, after the options without
    /// one.
    /// </summary>
    public static void Add(Command command, string heading, params IEnumerable<Option> options)
    {
        Option[] all = [.. options];
        Groups.GetOrCreateValue(command).Add((heading, all));
        Array.ForEach(all, command.Options.Add);
    }

    /// <summary>Puts the headings into the help of every verb.</summary>
    public static void Use(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpGroups((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = plain.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(Groups.TryGetValue(parseResult.CommandResult.Command, out var groups) ? Arrange(text.ToString(), groups)
            : text.ToString());
        return code;
    }

    /// <summary>Moves each option's lines under its heading.</summary>
    private static string Arrange(string help, List<(string Heading, Option[] Options)> groups)
    {
        var section = Section().Match(help);
        var entries = Entry().Matches(section.Groups[1].Value).Select(m => (Name: m.Groups[1].Value, Text: m.Value)).ToList();
        string Of(Option[] options) => string.Concat(options.SelectMany(o => entries.Where(e => e.Name == o.Name)).Select(e => e.Text));
        var grouped = groups.SelectMany(g => g.Options).Select(o => o.Name).ToHashSet();
        var rest = string.Concat(entries.Where(e => !grouped.Contains(e.Name)).Select(e => e.Text));
        var text = $"Options:\n{rest}" + string.Concat(groups.Select(g => $"\n{g.Heading}:\n{Of(g.Options)}"));
        return help[..section.Index] + text + help[(section.Index + section.Length)..];
    }

    [GeneratedRegex(@"^Options:\n((?:[ \t]+\S.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Section();

    /// <summary>
    /// A line with the name, two blanks in, and those that its description runs on over; the name may stand behind shorter ones.
    /// </summary>
    [GeneratedRegex(@"^  (?:-\S+, )*(-\S+).*\n(?:    .*\n)*", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
