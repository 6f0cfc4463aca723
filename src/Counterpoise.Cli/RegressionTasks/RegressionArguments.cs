using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Metrics;
using Counterpoise.Statistics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Regression;

namespace Counterpoise.Cli.RegressionTasks;

/// <summary>The options with which verbs of tables predict a number whose rare values matter, and what they print.</summary>
internal static class RegressionArguments
{
    private const string Regression = "regression";

    // It has no default, so that a task of classes is not taken for said where nobody says it.
    private static readonly Option<string?> TaskOption = Among(new("--task") { Description =
        "classification, as it is where left out, or regression: the target is a number, and its rare values matter.",
        HelpName = "classification|regression" }, "classification", Regression);
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

    private static readonly Option<string> Regressor = new("--regressor") { Description =
        $"With --task regression: what predicts the number, {string.Join(", ", RegressionComparingOptions.AllRegressors)}.",
        DefaultValueFactory = _ => new RegressionTrainingOptions { Input = "", Output = "" }.Regressor, HelpName = "name" };

    /// <summary>The option that says what predicts the number.</summary>
    public static Option OfTraining => Regressor;

    /// <summary>The options that say which values matter, which a model keeps.</summary>
    public static Option[] KeptByModels => [Side, Relevance, Threshold];

    /// <summary>The options that say what is predicted and which values matter.</summary>
    public static IEnumerable<Option> Options => [TaskOption, Side, Relevance, Threshold];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command, params Option[] further) =>
        HelpGroups.Add(command, "Targets that are numbers", [.. Options, .. further]);

    /// <summary>The options of comparisons.</summary>
    public static Option OfComparisons => Regressors;

    /// <summary>Whether a number is to be predicted, before everything is parsed.</summary>
    public static bool IsAsked(SymbolResult parsed) => parsed.GetValue(TaskOption) == Regression;

    /// <summary>Whether a number is to be predicted; what is only for that is refused where none is.</summary>
    public static bool IsAsked(ParseResult parsed)
    {
        if (parsed.GetValue(TaskOption) == Regression)
            return true;
        Option[] own = [.. new Option[] { Side, Relevance, Threshold, Regressors, Regressor }.Where(o => parsed.GetResult(o) is not null)];
        IgnoredOptions.Refuse(parsed, own, "is for targets that are numbers, and --task regression is not given");
        return false;
    }

    /// <summary>Refuses a number to be predicted where something else is.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="what">What is instead, such as <c>the rows are a stream</c>.</param>
    public static void RefuseRegression(ParseResult parsed, string what)
    {
        if (IsAsked(parsed))
            throw new InputException($"--task regression predicts one number for each row of a table, and {what}: leave it out");
    }

    /// <summary>Refuses a task of classes where a model predicts numbers.</summary>
    public static void RefuseClassification(ParseResult parsed, string model)
    {
        if (parsed.GetValue(TaskOption) is not (null or Regression))
            throw new InputException($"'{model}' is a model of numbers, and --task is {parsed.GetValue(TaskOption)}: leave --task out, or "
                + $"give a model of classes");
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
        if (Next(parsed, input, options, result.Verdict.Simplest) is { } next)
            Terminal.Say($"next: {next}");
        return ExitCode.Ok;
    }

    /// <summary>The line that keeps a pipeline as it was compared; null for a constant.</summary>
    private static string? Next(ParseResult parsed, string input, RegressionComparingOptions options, RegressionPipeline pipeline)
    {
        if (!RegressionComparingOptions.AllRegressors.Contains(pipeline.Regressor))
            return null;
        var given = Options.Concat(TableOptions.Reading).Concat(TableOptions.Splitting).Distinct().Select(parsed.GetResult)
            .Where(found => found is { Implicit: false })
            .SelectMany(found => (string[])[found!.Option.Name, .. found.Tokens.Select(t => CommandText.Quote(t.Value))]);
        string[] own = [.. pipeline.Regressor == "boosting" && options.Rounds != 100 ? [$"boosting.rounds={options.Rounds}"]
            : Array.Empty<string>(), .. options.K != 5 && pipeline.Method is "smoter" or "smogn" ? [$"{pipeline.Method}.k={options.K}"]
            : Array.Empty<string>()];
        return string.Join(' ', ["counterpoise train", CommandText.Quote(input), .. given, "--regressor", pipeline.Regressor, "--method",
            pipeline.Method, .. own.SelectMany(o => (string[])["--option", o])]);
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

    /// <summary>Checks names and options of a training without looking at the table.</summary>
    public static void Check(ParseResult parsed, string method) =>
        RegressionTraining.Bind(method, parsed.GetValue(Regressor)!, MethodArguments.OptionsOf(parsed));

    /// <summary>Trains a model, keeps it, and prints its errors on the test rows.</summary>
    public static int Train(ParseResult parsed, RegressionTrainingOptions options, string? output, CancellationToken cancellationToken)
    {
        var regressor = parsed.GetValue(Regressor)!;
        var result = RegressionTraining.Run(With(parsed, options.Input, options) with
        {
            Regressor = regressor,
            Output = output ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileNameWithoutExtension(options.Input)}-{regressor}-{options.Method}-{options.Seed}.cpm")),
            Options = MethodArguments.OptionsOf(parsed),
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(result);
        else if (result.Test is { } test)
            Write(test);
        Terminal.Say($"model: {result.Model}");
        return ExitCode.Ok;
    }

    /// <summary>Predicts one table and writes the predictions.</summary>
    public static int Predict(ParseResult parsed, IReadOnlyList<string> inputs, RegressionPredictingOptions options,
        PredictionFormat? asked, string? file, CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
            throw new InputException($"'{options.Model}' is a model of tables, and {inputs.Count} files are given: give one table at a "
                + $"time");
        if (file is not null) OutputPath.RequireOther(file, options.Model, path);
        var result = RegressionPredicting.Run(options with { Path = path }, new ConsoleEvents(), cancellationToken);
        PredictionTable.Write(parsed, result.Rows.Count, result.ToTable, () => Terminal.ToJson(new
        {
            model = options.Model,
            result.Card.Regressor,
            result.Card.Method,
            result.Card.Target,
            rows = result.Rows.Select((row, i) => new
            {
                row, kept = result.Kept.ToDictionary(c => c.Name, c => c.Text(i)), predicted = result.Predictions[i],
            }),
        }), () => Show(result), asked, file);
        return ExitCode.Ok;
    }

    /// <summary>Measures a model on rows whose number is known.</summary>
    public static int Evaluate(ParseResult parsed, RegressionPredictingOptions options, CancellationToken cancellationToken)
    {
        var result = RegressionPredicting.Evaluate(options, new ConsoleEvents(), cancellationToken);
        var (evaluation, metrics, intervals) = result.Measures;
        if (parsed.GetValue(SharedOptions.Json)) Terminal.WriteJson(new { evaluation, metrics, intervals, result.SeenRows, result.Card });
        else Write(result.Measures);
        return ExitCode.Ok;
    }

    /// <summary>Measures a file of predictions.</summary>
    public static int Evaluate(ParseResult parsed, string input, string? predicted, EvaluationOptions measures,
        CancellationToken cancellationToken)
    {
        if (predicted is null)
            throw new InputException("--task regression measures a column of predictions: give it with --predicted, or a model of train");
        var (found, target) = RegressionMeasuring.Evaluate(With(parsed, input, new RegressionDataOptions { Input = input }), predicted,
            measures.BootstrapReplicates, measures.Confidence, measures.Seed, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { evaluation = found.Evaluation, target, found.Metrics, found.Intervals });
            return ExitCode.Ok;
        }

        Terminal.Say($"{input}: {target}");
        Write(found);
        return ExitCode.Ok;
    }

    private static void Write(RegressionMeasures measures)
    {
        var (evaluation, metrics, intervals) = measures;
        (string Name, string Key)[] shown = [("relevance-weighted RMSE", RegressionMetrics.RelevanceWeighted),
            ("RMSE", RegressionMetrics.RootMeanSquared), ("MAE", RegressionMetrics.MeanAbsolute),
            ("RMSE of rare rows", RegressionMetrics.RareRootMeanSquared), ("MAE of rare rows", RegressionMetrics.RareMeanAbsolute),
            ("R²", RegressionMetrics.RSquared), ("SERA", RegressionMetrics.Sera)];
        string[] Bounds(Interval? interval) => intervals is null ? [] : interval is null ? ["–", "–"]
            : [Text(interval.Lower), Text(interval.Upper)];
        string[] ends = intervals is null ? [] : [">low", ">high"];
        Terminal.WriteTable($"{evaluation.Rows} rows", ["error", ">value", .. ends],
            [.. shown.Select(m => (string[])[m.Name, metrics.TryGetValue(m.Key, out var value) ? Text(value) : "–",
                .. Bounds(intervals?.Metrics.GetValueOrDefault(m.Key))]),
            ["relevance-weighted RMSE of one constant", Text(evaluation.ConstantError), .. Bounds(null)]]);
        Terminal.WriteTable("by how rare the target is", ["relevance", ">rows", ">MAE", .. ends, ">RMSE", ">bias", .. ends],
            evaluation.Bins.Select((b, i) => (string[])[string.Create(CultureInfo.InvariantCulture, $"{b.From:0.0} to {b.To:0.0}"),
                Text(b.Rows), Text(b.MeanAbsoluteError), .. Bounds(b.Rows > 0 ? intervals?.Bins[i].MeanAbsoluteError : null),
                Text(b.RootMeanSquaredError), Text(b.Bias), .. Bounds(b.Rows > 0 ? intervals?.Bins[i].Bias : null)]));
    }

    private static void Show(RegressionPrediction result)
    {
        var shown = Math.Min(20, result.Rows.Count);
        Terminal.WriteTable($"{shown} of {result.Rows.Count} rows, {result.Card.Regressor}; --out writes all",
            [">row", .. result.Kept.Select(c => c.Name), $">{result.Card.Target}"],
            Enumerable.Range(0, shown).Select(i => (string[])[result.Rows[i].ToString(CultureInfo.InvariantCulture),
                .. result.Kept.Select(c => c.Text(i)), Text(result.Predictions[i])]));
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

    private static Option<string?> Among(Option<string?> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => RegressionText.Number(value);
}
