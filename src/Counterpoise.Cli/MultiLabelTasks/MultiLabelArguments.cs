using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.MultiLabel;
using Counterpoise.Statistics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;

namespace Counterpoise.Cli.MultiLabelTasks;

/// <summary>What verbs of tables do where a row has several labels: <c>--target a,b,c</c>, or cells such as <c>a|b</c>.</summary>
internal static class MultiLabelArguments
{
    private static readonly Option<string?> Separator = new("--label-separator") { Description =
        "The cells of --target hold several labels with this between them, such as | in a|b.", HelpName = "text" };

    /// <summary>The option.</summary>
    public static Option[] Options { get; } = [Separator];

    /// <summary>Adds the option to a verb.</summary>
    public static void AddTo(Command command) => HelpGroups.Add(command, "Several labels (--target a,b,c)", [Separator]);

    /// <summary>Whether several labels are named, in a verb that takes them.</summary>
    public static bool IsAsked(ParseResult parsed, string input) => parsed.CommandResult.Command.Options.Contains(Separator)
        && (parsed.GetValue(Separator) is not null || TableOptions.SeveralTargets(parsed, [input]).Count > 1);

    /// <summary>Compares methods for rare labels.</summary>
    public static int Compare(ParseResult parsed, IReadOnlyList<string> inputs, MultiLabelComparingOptions options,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var input])
            throw new InputException($"several labels are compared on one table at a time; found {inputs.Count}");
        var result = MultiLabelComparing.Run(With(parsed, input, options) with
        {
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteData(MultiLabelComparing.Text(result));
            return ExitCode.Ok;
        }

        Terminal.Say(result.Verdict);
        foreach (var table in MultiLabelComparing.Tables(result))
        {
            var names = table.Columns[0] == "label" ? 1 : 2;
            Terminal.WriteTable(table.Title, [.. table.Columns.Take(names), .. table.Columns.Skip(names).Select(c => $">{c}")], table.Rows);
        }

        Terminal.Say($"report: {result.Report}");
        return ExitCode.Ok;
    }

    /// <summary>Profiles the labels.</summary>
    public static int Profile(ParseResult parsed, string input, CancellationToken cancellationToken)
    {
        var (names, imbalance) = MultiLabelComparing.Profile(
            With(parsed, input, new MultiLabelDataOptions { Input = input, Targets = [] }), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { labels = names, imbalance });
            return ExitCode.Ok;
        }

        Terminal.WriteTable("labels", ["label", ">rows", ">rows of the most frequent over its own", "rare"],
            names.Select((name, l) => new[] { name, imbalance.Counts[l].ToString(CultureInfo.InvariantCulture),
                imbalance.Ratios[l].ToString("0.0", CultureInfo.InvariantCulture), imbalance.Minority.Contains(l) ? "yes" : "" }));
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{imbalance.Cardinality:0.00} labels a row on average, {imbalance.Unlabelled} rows without any; mean ratio "
                + $"{imbalance.MeanRatio:0.0}"));
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"rare and frequent labels share rows: SCUMBLE {imbalance.Concurrence:0.00}")
            + (imbalance.Concurrence > 0.1 ? "; copying rows of rare labels copies frequent ones, too" : ""));
        Terminal.Say("do: tune a threshold for each label; compare says whether anything adds to that");
        return ExitCode.Ok;
    }

    /// <summary>Trains a model of all labels, and prints the measures of the test rows.</summary>
    public static int Train(ParseResult parsed, string input, MultiLabelTrainingOptions options, CancellationToken cancellationToken)
    {
        var result = MultiLabelTraining.Run(With(parsed, input, options), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(result);
        else if (result.Test is { } test)
            Write(result.Labels, result.Thresholds, test);
        Terminal.Say($"model: {result.Model}");
        return ExitCode.Ok;
    }

    /// <summary>Predicts one table and writes the predictions.</summary>
    public static int Predict(ParseResult parsed, IReadOnlyList<string> inputs, MultiLabelPredictingOptions options,
        PredictionFormat? asked, string? file, CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
            throw new InputException($"'{options.Model}' is a model of tables, and {inputs.Count} files are given: give one table at a "
                + $"time");
        if (file is not null) OutputPath.RequireOther(file, options.Model, path);
        var result = MultiLabelPredicting.Run(options with { Path = path }, new ConsoleEvents(), cancellationToken);
        PredictionTable.Write(parsed, result.Rows.Count, result.ToTable, () => Json(result), () => Show(result), asked, file);
        return ExitCode.Ok;
    }

    /// <summary>Measures a model on rows whose labels are known.</summary>
    public static int Evaluate(ParseResult parsed, MultiLabelPredictingOptions options, CancellationToken cancellationToken)
    {
        var (labels, evaluation) = MultiLabelPredicting.Evaluate(options, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json)) Terminal.WriteJson(new { labels, evaluation });
        else Write(labels, null, evaluation);
        return ExitCode.Ok;
    }

    private static string Json(MultiLabelPrediction result) => Terminal.ToJson(new
    {
        result.Labels,
        result.Thresholds,
        rows = result.Rows.Select((row, i) => new
        {
            row,
            kept = result.Kept.ToDictionary(c => c.Name, c => c.Text(i)),
            labels = result.Labels.Where((_, l) => result.Has(i, l)),
            probabilities = result.Labels.Select((name, l) => (name, l))
                .ToDictionary(x => x.name, x => result.Probabilities[(i * result.Labels.Count) + x.l]),
        }),
    });

    private static void Show(MultiLabelPrediction result)
    {
        Terminal.WriteTable($"{result.Rows.Count} rows, {result.Labels.Count} labels", ["label", ">rows that are given it", ">from"],
            result.Labels.Select((name, l) => new[] { name, Enumerable.Range(0, result.Rows.Count).Count(i => result.Has(i, l))
                .ToString(CultureInfo.InvariantCulture), Number(result.Thresholds[l]) }));
        var shown = Math.Min(20, result.Rows.Count);
        Terminal.WriteTable($"{shown} of {result.Rows.Count} rows; --out writes all",
            [">row", .. result.Kept.Select(c => c.Name), "labels"],
            Enumerable.Range(0, shown).Select(i => (string[])[result.Rows[i].ToString(CultureInfo.InvariantCulture),
                .. result.Kept.Select(c => c.Text(i)), string.Join(", ", result.Labels.Where((_, l) => result.Has(i, l)))]));
    }

    private static void Write(IReadOnlyList<string> labels, IReadOnlyList<double>? thresholds, MultiLabelEvaluation evaluation)
    {
        var metrics = evaluation.Metrics;
        Terminal.WriteTable($"{evaluation.Rows} rows", ["over all labels", ">value", ">low", ">high"],
            new (string Name, double Value, Interval? Interval)[]
            {
                ("macro F1", metrics.MacroF1, evaluation.MacroF1), ("micro F1", metrics.MicroF1, evaluation.MicroF1),
                ("macro average precision", metrics.MacroAveragePrecision, evaluation.MacroAveragePrecision),
                ("rows with every label right", metrics.SubsetAccuracy, evaluation.SubsetAccuracy),
            }.Select(m => new[] { m.Name, Number(m.Value), m.Interval is { } i ? Number(i.Lower) : "", m.Interval is { } j ? Number(j.Upper)
                : "" }));
        Terminal.WriteTable("label by label", ["label", ">rows", ">F1", ">average precision", ">AUROC",
            .. thresholds is null ? Array.Empty<string>() : [">from"]],
            labels.Select((name, l) => (string[])[name, evaluation.Counts[l].ToString(CultureInfo.InvariantCulture), Number(metrics.F1[l]),
                Number(metrics.AveragePrecision[l]), Number(metrics.Auroc[l]), .. thresholds is null ? Array.Empty<string>()
                    : [Number(thresholds[l])]]));
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static T With<T>(ParseResult parsed, string input, T options) where T : MultiLabelDataOptions
    {
        var several = TableOptions.SeveralTargets(parsed, [input]);
        return (T)(options with
        {
            Input = input,
            Reading = TableOptions.ReadFeatures(parsed, input),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Targets = several.Count > 0 ? several
                : throw new InputException("--label-separator says how cells hold several labels, and no column is named: give --target"),
            Separator = parsed.GetValue(Separator) ?? "|",
        });
    }
}
