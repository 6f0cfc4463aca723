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
        var command = new Command("resample", "Over- or under-sample a table, with the provenance of every row.") { input, output, method, strategy, k, seed, numpy, standardize };
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, TableOptions.Lenient]);
        command.SetAction((parsed, cancellationToken) =>
        {
            var table = TableOptions.Open(parsed.GetValue(input)!, parsed, Terminal.Say, cancellationToken);
            if (table.Labels is not { } labels)
                throw new InputException($"'{parsed.GetValue(input)}' names no class column: give --target");
            var settings = new ResamplerSettings(StrategyText.Parse(parsed.GetValue(strategy)!, labels.Classes), parsed.GetValue(k));
            IRandomSource random = parsed.GetValue(numpy) ? new NumPyRandomState(checked((uint)parsed.GetValue(seed))) : new RandomStream(parsed.GetValue(seed), "resample");
            var (rows, result) = ProvenanceTable.Run(table, parsed.GetValue(method)!, settings, parsed.GetValue(standardize), random, cancellationToken);
            TableFile.Write(rows, parsed.GetValue(output)!);
            Tell(parsed.GetValue(SharedOptions.Json), parsed.GetValue(method)!, labels.Classes, labels.ClassCounts(), rows.Labels!.ClassCounts(), result);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Tell(bool json, string method, IReadOnlyList<string> classes, int[] before, int[] after, ResampleResult result)
    {
        var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), kind => result.Provenance.Count(p => p.Kind == kind));
        if (json)
        {
            Terminal.WriteJson(new { method, classes = classes.Select((name, c) => new { name, before = before[c], after = after[c] }), rows = kinds, notes = result.Notes });
            return;
        }

        Terminal.WriteTable(method, ["class", ">before", ">after"], classes.Select((name, c) => new[] { name, before[c].ToString(CultureInfo.InvariantCulture), after[c].ToString(CultureInfo.InvariantCulture) }));
        Terminal.Say($"{string.Join(", ", kinds.Where(p => p.Value > 0).Select(p => $"{p.Value} {p.Key}"))} rows");
        foreach (var note in result.Notes)
        {
            Terminal.Say(note);
        }
    }
}
