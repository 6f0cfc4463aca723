using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;

namespace Counterpoise.Cli.Output;

/// <summary>Shows a verb's options under headings: one list of them all can be read by nobody.</summary>
internal sealed class HelpGroups : SynchronousCommandLineAction
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

    /// <summary>Shows the help of every verb so.</summary>
    public static void Use(RootCommand root) => root.Options.OfType<HelpOption>().Single().Action = new HelpGroups();

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        var command = parseResult.CommandResult.Command;
        var above = new List<Command>();
        for (var parent = parseResult.CommandResult.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
            above.Add(parent.Command);
        List<(string Heading, Option[] Options)> groups = Groups.TryGetValue(command, out var own) ? own : [];
        Option[] rest = [.. command.Options.Concat(above.SelectMany(c => c.Options).Where(o => o.Recursive)).Distinct()
            .Except(groups.SelectMany(g => g.Options))];
        var text = new HelpText(Terminal.HelpWidth);
        text.Section("Description", [("", command.Description ?? "")]);
        text.Section("Usage", [("", HelpText.Usage(command, above))]);
        text.Section("Arguments", command.Arguments.Where(a => !a.Hidden).Select(HelpText.Of));
        text.Section("Options", rest.Where(o => !o.Hidden).Select(HelpText.Of));
        text.Section("Commands", command.Subcommands.Where(c => !c.Hidden).Select(HelpText.Of));
        foreach (var (heading, options) in groups)
            text.Section(heading, options.Where(o => !o.Hidden).Select(HelpText.Of));
        parseResult.InvocationConfiguration.Output.Write(text);
        return 0;
    }
}
