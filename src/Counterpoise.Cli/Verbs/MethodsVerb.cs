using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Methods;
using Counterpoise.Options;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise methods</c>: the words that names of methods are made of, and every option with default and documentation.
/// </summary>
internal static class MethodsVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>(
            "words") { Description =
            "Words of methods, or classifiers, whose options are listed; all words without their options where left out.",
            Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "List the options of every word." };
        var command = new Command(
            "methods", "The words that names of methods are made of, and the options of each with default and documentation.") {
            words, all };
        command.SetAction((parsed, _) =>
        {
            var named = parsed.GetValue(words) ?? [];
            Entry[] entries = named.Length > 0 ? [.. named.Select(Find)] : [.. Entries];
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(entries.Select(Document));
            }
            else if (named.Length > 0 || parsed.GetValue(all))
            {
                WriteOptions(entries);
            }
            else
            {
                Terminal.WriteTable(MethodVocabulary.Form, ["level", "word", ">options", "what it does"],
                    entries.Select(e => new[] { e.Part, e.Name, $"{e.Options.Count}", e.Description }));
                Terminal.Say("counterpoise methods smote lists the options of smote, counterpoise methods --all those of every word");
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static object Document(Entry entry) => new
    {
        name = entry.Name,
        part = entry.Part,
        label = entry.Label,
        description = entry.Description,
        options = entry.Options.Select(o => new { name = o.Name, values = o.Kind, @default = o.Default, documentation = o.Documentation }),
    };

    private static IEnumerable<Entry> Entries =>
    [
        .. MethodVocabulary.Standard.Words.Select(
            w => new Entry(w.Name, w.Part.ToString().ToLowerInvariant(), w.Label, w.Description, OptionsOf(w))),
        .. TableLearners.All.Select(l => new Entry(l.Name, "classifier", l.Label, $"Learns from tables: {l.Label}.", l.Schema.Options)),
    ];

    private static Entry Find(string name) => Entries.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name.Equals("none", StringComparison.OrdinalIgnoreCase) ? Find(MethodName.PlainLoss)
            : throw new InputException($"there is no word '{name}'{Nearest(name)}"));

    private static string Nearest(string name) => MethodVocabulary.Successor(name) is { } successor ? $": it is called {successor} now"
        : NearestNames.Of(name, Entries.Select(e => e.Name)) is { Count: > 0 } near ? $": did you mean {string.Join(" or ", near)}?"
            : "; counterpoise methods lists them";

    private static IReadOnlyList<OptionDescription> OptionsOf(MethodWord word) => word.Part switch
    {
        MethodPart.Data => DataMethods.Find(word.Name)!.Schema(TableLearners.All).Options,
        MethodPart.Input or MethodPart.Decision => [],
        _ => Method.Named(word.Part == MethodPart.Contrastive ? $"ce+{word.Name}" : word.Name).OptionsOf(word.Name).Options,
    };

    private static void WriteOptions(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            Terminal.WriteTable($"{entry.Name}: {entry.Description}", ["option", "values", "default", "what it is"],
                entry.Options.Select(o => new[] { $"{entry.Name}.{o.Name}", o.Kind, o.Default, o.Documentation }));
        }
    }

    /// <summary>A word with its options.</summary>
    private sealed record Entry(string Name, string Part, string Label, string Description, IReadOnlyList<OptionDescription> Options);
}
