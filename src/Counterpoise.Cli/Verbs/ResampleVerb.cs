using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Data;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise resample in.csv out.csv</c>: changes the rows per class and says of each row where it comes from.</summary>
internal sealed class ResampleVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("in") { Description = "The training rows. Never resample before splitting." };
        var output = new Argument<string>("out") { Description = "The file to write: .csv, .tsv or .parquet." };
        var method = new Option<string>("--method") { Description = $"{ResamplerCatalog.Names}.", DefaultValueFactory = _ => "smote", HelpName = "name" };
        var strategy = new Option<string>("--strategy") { Description = $"Which classes: {StrategyText.Help}.", DefaultValueFactory = _ => "auto", HelpName = "text" };
        var k = new Option<int?>("--k") { Description = "Neighbours; the method's own default where left out.", HelpName = "count" };
        var seed = new Option<ulong>("--seed") { Description = "Equal seeds give equal rows.", HelpName = "number" };
        var numpy = new Option<bool>("--numpy") { Description = "Draw as NumPy does, so that rows equal imbalanced-learn's with this seed as random_state." };
        var standardize = new Option<bool>("--standardize") { Description = "Measure distances on columns of mean 0 and deviation 1; values are written in their own units." };
        var nanDistance = new Option<bool>("--nan-distance") { Description = $"Keep gaps, and measure distances over the columns that both rows have: {string.Join(", ", ResamplerCatalog.All.Where(e => e.TakesGaps).Select(e => e.Name))}." };
        var round = new Option<bool>("--round") { Description = "Round new rows to whole numbers in columns that hold nothing else." };
        var command = new Command("resample", "Over- or under-sample a table, with the provenance of every row.") { input, output, method, strategy, k, seed, numpy, standardize, round, GapFilling.Fill, nanDistance };
        HelpGroups.Add(command, "Reading tables", TableOptions.Reading);
        command.SetAction((parsed, cancellationToken) =>
        {
            OutputPath.RequireOther(parsed.GetValue(output)!, parsed.GetValue(input)!);
            TableFile.RequireWritable(parsed.GetValue(output)!);
            var entry = ResamplerCatalog.Find(parsed.GetValue(method)!);
            if (!entry.HasK)
                IgnoredOptions.Refuse(parsed, [k], $"is how many neighbours a method looks at, and {entry.Label} is not asked for any");
            if (entry.Names == NameColumns.Any)
                IgnoredOptions.Refuse(parsed, [standardize, nanDistance], $"is for methods that measure distances, and {entry.Label} does not");
            var random = Draws(parsed.GetValue(seed), parsed.GetValue(numpy));
            var read = TableOptions.Open(parsed.GetValue(input)!, TableOptions.Read(parsed, parsed.GetValue(input)!) with { KeepTexts = true }, parsed.GetValue(TableOptions.Lenient), Terminal.Say, cancellationToken);
            if (read.Table.Labels is not { } labels)
                throw new InputException($"'{parsed.GetValue(input)}' names no class column: give --target");
            if (labels.ClassCounts().Count(c => c > 0) < 2)
                throw new InputException($"'{parsed.GetValue(input)}' holds one class, '{labels.Classes[labels[0]]}', in its {labels.Count} rows; resampling is between two at least");
            var settings = new ResamplerSettings(StrategyText.Parse(parsed.GetValue(strategy)!, labels.Classes), parsed.GetValue(k), parsed.GetValue(nanDistance));
            read = GapFilling.Of(parsed.GetValue(GapFilling.Fill)!, read, Terminal.Say);
            var (rows, result) = ProvenanceTable.Run(read, entry, settings, new ResampledOutput(parsed.GetValue(standardize), parsed.GetValue(round), parsed.GetValue(TableOptions.Weights)), random, cancellationToken);
            TableFile.Write(rows, parsed.GetValue(output)!);
            string[] notes = [.. result.Notes, .. ResampleNotes.Of(read.Table, rows, entry, parsed.GetValue(strategy)!, parsed.GetValue(standardize), result)];
            Tell(parsed.GetValue(SharedOptions.Json), parsed.GetValue(method)!, labels.Classes, labels.ClassCounts(), rows.Labels!.ClassCounts(), result, notes);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static IRandomSource Draws(ulong seed, bool numpy) =>
        !numpy ? new RandomStream(seed, "resample")
        : seed <= uint.MaxValue ? new NumPyRandomState((uint)seed)
        : throw new InputException($"--seed is {seed}; with --numpy expected at most {uint.MaxValue}, as NumPy has it");

    private static void Tell(bool json, string method, IReadOnlyList<string> classes, int[] before, int[] after, ResampleResult result, string[] notes)
    {
        var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), kind => result.Provenance.Count(p => p.Kind == kind));
        if (json)
        {
            Terminal.WriteJson(new { method, classes = classes.Select((name, c) => new { name, before = before[c], after = after[c] }), rows = kinds, notes });
            return;
        }

        Terminal.WriteTable(method, ["class", ">before", ">after"], classes.Select((name, c) => new[] { name, before[c].ToString(CultureInfo.InvariantCulture), after[c].ToString(CultureInfo.InvariantCulture) }));
        Terminal.Say($"{string.Join(", ", kinds.Where(p => p.Value > 0).Select(p => $"{p.Value} {p.Key}"))} rows");
        foreach (var note in notes)
        {
            Terminal.Say(note);
        }
    }
}
