using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Methods;
using Counterpoise.Workflows.Regression;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise resample in.csv out.csv</c>: changes the rows per class and says of each row where it comes from.</summary>
internal static class ResampleVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("in") { Description = "The training rows. Never resample before splitting." };
        var output = new Argument<string>("out") { Description = "The file to write: .csv, .tsv or .parquet." };
        var method = new Option<string>("--method") { Description =
            $"{string.Join(", ", DataMethods.All.Select(m => m.Name))}. With --task "
            + $"regression: {string.Join(", ", RegressionMethod.All.Where(m => m.Resampler is not null).Select(m => m.Name))}, by default "
            + $"smogn.", DefaultValueFactory = _ => "smote", HelpName = "name" };
        var strategy = new Option<string>("--strategy") { Description =
            "Which classes: auto, minority, not-minority, not-majority, majority, all, a ratio such as 0.5, or rows as "
            + "class=count,class=count.", DefaultValueFactory = _ => "auto", HelpName = "text" };
        var k = new Option<int?>("--k") { Description = "Neighbours; the method's own default where left out.", HelpName = "count" };
        var seed = new Option<ulong>("--seed") { Description = "Equal seeds give equal rows.", HelpName = "number" };
        var numpy = new Option<bool>("--numpy") { Description =
            "Draw as NumPy does, so that rows equal imbalanced-learn's with this seed as random_state." };
        var standardize = new Option<bool>("--standardize") { Description =
            "Measure distances on columns of mean 0 and deviation 1; values are written in their own units." };
        var nanDistance = new Option<bool>("--nan-distance") { Description =
            $"Keep missing values, and measure distances over the columns that both rows have: "
            + $"{string.Join(", ", DataMethods.All.Where(m => m.TakesMissing).Select(m => m.Name))}." };
        var round = new Option<bool>("--round") { Description = "Round new rows to whole numbers in columns that hold nothing else." };
        var command = new Command("resample", "Over- or under-sample a table, with the provenance of every row.") { input, output, method,
            strategy, k, seed, numpy, standardize, round, TableArguments.Fill, nanDistance, LargeResampling.Memory, LargeResampling.Rows };
        MethodArguments.AddTo(command, variants: false);
        HelpGroups.Add(command, "Reading tables", TableOptions.Reading);
        RegressionArguments.AddTo(command);
        Option[] ofClasses = [strategy, numpy, standardize, round, TableArguments.Fill, nanDistance, TableOptions.PositiveWhen];
        var numbers = new DataArm(DataTasks.Numbers, (parsed, cancellationToken) =>
        {
            IgnoredOptions.Refuse(parsed, [.. ofClasses, LargeResampling.Memory, LargeResampling.Rows],
                "is for classes, and --task is regression");
            return Task.FromResult(RegressionArguments.Resample(parsed, new RegressionRowsOptions
            {
                Input = parsed.GetValue(input)!,
                Output = parsed.GetValue(output)!,
                Method = parsed.GetResult(method) is { Implicit: false } ? parsed.GetValue(method)! : "smogn",
                K = parsed.GetValue(k) ?? 5,
                Seed = parsed.GetValue(seed),
            }, cancellationToken));
        });
        var tables = new DataArm(DataTasks.Tables, (parsed, cancellationToken) =>
        {
            var source = parsed.GetValue(input)!;
            if (LargeResampling.IsAsked(parsed))
            {
                return Task.FromResult(LargeResampling.Run(parsed, source, parsed.GetValue(output)!, parsed.GetValue(method)!,
                    parsed.GetValue(seed), [.. ofClasses, k, .. TableOptions.Reading.Where(o => o != TableOptions.Target)],
                    cancellationToken));
            }

            IgnoredOptions.Refuse(parsed, [LargeResampling.Rows], "is for --memory");
            var options = new TableResamplingOptions
            {
                Input = source,
                Output = parsed.GetValue(output)!,
                Reading = TableOptions.Read(parsed, source),
                Lenient = parsed.GetValue(TableOptions.Lenient),
                Method = parsed.GetValue(method)!,
                Strategy = parsed.GetValue(strategy)!,
                K = parsed.GetValue(k),
                Options = MethodArguments.OptionsOf(parsed),
                Seed = parsed.GetValue(seed),
                DrawsAsNumPy = parsed.GetValue(numpy),
                Standardize = parsed.GetValue(standardize),
                NanDistance = parsed.GetValue(nanDistance),
                Round = parsed.GetValue(round),
                Fill = parsed.GetValue(TableArguments.Fill)!,
            };
            Tell(parsed.GetValue(SharedOptions.Json), options.Method, TableResampling.Run(options, new ConsoleEvents(), cancellationToken));
            return Task.FromResult(ExitCode.Ok);
        });
        new DataArms(parsed => parsed.GetValue(input),
            parsed =>
            {
                var source = new DataSource(parsed.GetValue(input)!) { IsNumeric = RegressionArguments.IsAsked(parsed) };
                return task => task.Recognizes(source);
            },
            numbers, tables)
        { Otherwise = tables }.Use(command);
        return command;
    }

    private static void Tell(bool json, string method, TableResamplingResult result)
    {
        var kinds = result.Rows.ToDictionary(kind => kind.Key.ToString().ToLowerInvariant(), kind => kind.Value);
        var (classes, before, after, notes) = (result.Classes, result.Before, result.After, result.Notes);
        if (json)
        {
            Terminal.WriteJson(new { method, classes = classes.Select((name, c) => new { name, before = before[c], after = after[c] }),
                rows = kinds, notes });
            return;
        }

        Terminal.WriteTable(method, ["class", ">before", ">after"],
            classes.Select((name, c) => new[] { name, before[c].ToString(CultureInfo.InvariantCulture),
            after[c].ToString(CultureInfo.InvariantCulture) }));
        Terminal.Say($"{string.Join(", ", kinds.Where(p => p.Value > 0).Select(p => $"{p.Value} {p.Key}"))} rows");
        foreach (var note in notes)
        {
            Terminal.Say(note);
        }
    }
}
