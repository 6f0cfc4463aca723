using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Regression;

namespace Counterpoise.Cli.RegressionTasks;

/// <summary>The options with which verbs of tables predict a number whose rare values matter, and what they print.</summary>
internal static class RegressionArguments
{
    private const string Regression = "regression";

    private static readonly Option<string> TaskOption = Among(new("--task") { Description =
        "classification, or regression: the target is a number, and its rare values matter.",
        DefaultValueFactory = _ => "classification", HelpName = "classification|regression" }, "classification", Regression);
    private static readonly Option<ExtremeSide> Side = new("--rare") { Description =
        "With --task regression: which targets are rare by the box plot, those beyond the whiskers on both sides, or low or high ones.",
        DefaultValueFactory = _ => ExtremeSide.Both, HelpName = "both|low|high" };
    private static readonly Option<string[]> Relevance = new("--relevance") { Description =
        "With --task regression: what matters, in place of the box plot, as target:relevance with relevance from 0 to 1, such as 20:0 "
        + "50:1; between the points the relevance rises smoothly.", AllowMultipleArgumentsPerToken = true, HelpName = "target:relevance" };
    private static readonly Option<double> Threshold = new("--rare-from") { Description =
        "With --task regression: relevance from which a target is rare.", DefaultValueFactory = _ => 0.8, HelpName = "relevance" };
    private static readonly Option<string[]> Regressors = new("--regressors") { Description =
        $"With --task regression: {string.Join(", ", RegressionComparingOptions.AllRegressors)}.", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. RegressionComparingOptions.AllRegressors], HelpName = "name" };

    /// <summary>The options that say what is predicted and which values matter.</summary>
    public static IEnumerable<Option> Options => [TaskOption, Side, Relevance, Threshold];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command, bool regressors = false) => HelpGroups.Add(command, "Targets that are numbers",
        [.. Options, .. regressors ? [Regressors] : Array.Empty<Option>()]);

    /// <summary>Whether a number is to be predicted; what is only for that is refused where none is.</summary>
    public static bool IsAsked(ParseResult parsed)
    {
        if (parsed.GetValue(TaskOption) == Regression)
            return true;
        Option[] own = [Side, Relevance, Threshold, .. parsed.GetResult(Regressors) is null ? Array.Empty<Option>() : [Regressors]];
        IgnoredOptions.Refuse(parsed, own, "is for targets that are numbers, and --task regression is not given");
        return false;
    }

    /// <summary>Compares methods and regressors.</summary>
    public static int Compare(ParseResult parsed, IReadOnlyList<string> inputs, RegressionComparingOptions options,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var input])
            throw new InputException($"--task regression compares on one table at a time; found {inputs.Count}");
        var result = RegressionComparing.Run(With(parsed, input, options) with
        {
            Regressors = Lists.Of(parsed.GetValue(Regressors)),
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteData(RegressionComparing.Json(result));
            return ExitCode.Ok;
        }

        Terminal.Say(result.Verdict.Headline);
        foreach (var sentence in result.Verdict.Sentences)
        {
            Terminal.Say(sentence);
        }

        foreach (var table in RegressionComparing.Tables(result.Comparison))
        {
            Terminal.WriteTable(table.Title, [.. table.Columns.Take(2), .. table.Columns.Skip(2).Select(c => $">{c}")], table.Rows);
        }

        Terminal.Say($"report: {result.Report}");
        return ExitCode.Ok;
    }

    /// <summary>Resamples by targets.</summary>
    public static int Resample(ParseResult parsed, RegressionRowsOptions options, CancellationToken cancellationToken)
    {
        var result = RegressionResampling.Run(With(parsed, options.Input, options), new ConsoleEvents(), cancellationToken);
        var kinds = result.Rows.ToDictionary(kind => kind.Key.ToString().ToLowerInvariant(), kind => kind.Value);
        var rare = result.Before.RareLow + result.Before.RareHigh;
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { method = options.Method, target = result.Before,
                before = new { rows = result.Before.Rows, rare }, after = new { rows = result.RowsAfter, rare = result.RareAfter },
                rows = kinds, notes = result.Notes });
            return ExitCode.Ok;
        }

        Terminal.WriteTable(options.Method, ["targets", ">before", ">after"], [
            ["rare", Text(rare), Text(result.RareAfter)],
            ["common", Text(result.Before.Rows - rare), Text(result.RowsAfter - result.RareAfter)]]);
        Terminal.Say($"{string.Join(", ", kinds.Where(p => p.Value > 0).Select(p => $"{p.Value} {p.Key}"))} rows");
        foreach (var note in result.Notes)
        {
            Terminal.Say(note);
        }

        return ExitCode.Ok;
    }

    /// <summary>Profiles a target.</summary>
    public static int Profile(ParseResult parsed, string input, CancellationToken cancellationToken)
    {
        var profile = RegressionMeasuring.Profile(With(parsed, input, new RegressionDataOptions { Input = input }), new ConsoleEvents(),
            cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(profile);
            return ExitCode.Ok;
        }

        Terminal.WriteTable("target", ["measure", ">value"], [
            ["rows", Text(profile.Rows)], ["least", Text(profile.Quartiles[0])], ["lower quartile", Text(profile.Quartiles[1])],
            ["median", Text(profile.Quartiles[2])], ["upper quartile", Text(profile.Quartiles[3])], ["largest", Text(profile.Quartiles[4])],
            ["rare small ones", Text(profile.RareLow)], ["rare large ones", Text(profile.RareHigh)]]);
        Terminal.WriteTable("relevance", [">target", ">relevance"],
            profile.Points.Select(p => new[] { Text(p.Target), Text(p.Relevance) }));
        var target = CommandText.Quote(parsed.GetValue(TableOptions.Target)!);
        Terminal.Say($"next: counterpoise compare {CommandText.Quote(input)} --target {target} --task regression");
        return ExitCode.Ok;
    }

    /// <summary>Measures a file of predictions.</summary>
    public static int Evaluate(ParseResult parsed, string input, string? predicted, CancellationToken cancellationToken)
    {
        if (predicted is null)
            throw new InputException("--task regression measures a column of predictions: give it with --predicted");
        var (evaluation, target) = RegressionMeasuring.Evaluate(With(parsed, input, new RegressionDataOptions { Input = input }), predicted,
            new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { evaluation, target });
            return ExitCode.Ok;
        }

        Terminal.Say($"{input}: {target}");
        Terminal.WriteTable("errors", ["measure", ">value"], [
            ["relevance-weighted RMSE", Text(Math.Sqrt(evaluation.RelevanceWeightedError))],
            ["the same for one constant", Text(evaluation.ConstantError)], ["RMSE", Text(evaluation.RootMeanSquaredError)],
            ["MAE", Text(evaluation.MeanAbsoluteError)], ["R²", Text(evaluation.RSquared)], ["SERA", Text(evaluation.Sera)]]);
        Terminal.WriteTable("by how rare the target is", ["relevance", ">rows", ">MAE", ">RMSE", ">bias"],
            evaluation.Bins.Select(b => new[] { string.Create(CultureInfo.InvariantCulture, $"{b.From:0.0} to {b.To:0.0}"), Text(b.Rows),
                Text(b.MeanAbsoluteError), Text(b.RootMeanSquaredError), Text(b.Bias) }));
        return ExitCode.Ok;
    }

    private static T With<T>(ParseResult parsed, string input, T options) where T : RegressionDataOptions => (T)(options with
    {
        Input = input,
        Reading = TableOptions.Read(parsed, input),
        Lenient = parsed.GetValue(TableOptions.Lenient),
        Side = parsed.GetValue(Side),
        Relevance = [.. Lists.Of(parsed.GetValue(Relevance)).Select(Point)],
        Threshold = parsed.GetValue(Threshold) is > 0 and <= 1 and var threshold ? threshold
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--rare-from is {parsed.GetValue(Threshold)}; expected a relevance above 0 and up to 1")),
    });

    private static RelevancePoint Point(string text) => text.Split(':') is [var target, var relevance]
        && double.TryParse(target, NumberStyles.Float, CultureInfo.InvariantCulture, out var at)
        && double.TryParse(relevance, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? new RelevancePoint(at, value)
        : throw new InputException($"--relevance: '{text}' is no point; expected target:relevance, such as 50:1");

    private static Option<string> Among(Option<string> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => RegressionText.Number(value);
}
