using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;
using Counterpoise.Workflows.Regression;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Predictions of a saved model of tables, as options of the command line and as text.</summary>
internal static class TablePredictingArguments
{
    private const int Shown = 20;

    private static readonly Option<string[]> Keep = new("--keep")
    {
        Description = "For tables: columns of the file to write beside the predictions, such as an id or the true class.",
            AllowMultipleArgumentsPerToken = true, HelpName = "column",
    };

    /// <summary>The options that mean nothing for images.</summary>
    public static Option[] OfTablesAlone { get; } = [Keep, .. TableModelOptions.Reading];

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command) => HelpGroups.Add(command, "Reading tables", OfTablesAlone);

    /// <summary>Predicts one table and writes the predictions.</summary>
    public static int Run(ParseResult parsed, string model, IReadOnlyList<string> inputs, PredictionFormat? asked, string? file,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
        {
            throw new InputException($"'{model}' is a model of tables, and {inputs.Count} files are given: give one table at a time");
        }

        if (file is not null)
        {
            OutputPath.RequireOther(file, model, path);
        }

        var decision = DecisionArguments.Read(parsed);
        var (reading, given) = TableModelOptions.Read(parsed, path);
        var result = TablePredicting.Run(new TablePredictingOptions
        {
            Model = model,
            Path = path,
            Reading = reading,
            ReadingGiven = given,
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Keep = Lists.Of(parsed.GetValue(Keep)),
            Prior = decision.Prior,
            Threshold = decision.Threshold,
        }, new ConsoleEvents(), cancellationToken);
        PredictionTable.Write(parsed, result.Rows.Count, result.ToTable, () => Json(model, result), () => Show(result), asked, file);
        return ExitCode.Ok;
    }

    /// <summary>What of the options holds for a model of several labels.</summary>
    public static MultiLabelPredictingOptions SeveralLabels(ParseResult parsed, string model, IReadOnlyList<string> inputs)
    {
        var decision = DecisionArguments.Read(parsed);
        if (decision.Prior is not null)
            throw new InputException("priors are of the classes of one column, and a model of several labels has two for each label: leave "
                + "them out, and train with the calibration and thresholds that are wanted");
        var (reading, given) = TableModelOptions.Read(parsed, inputs);
        return new MultiLabelPredictingOptions
        {
            Model = model, Path = inputs[0], Reading = reading, ReadingGiven = given, Lenient = parsed.GetValue(TableOptions.Lenient),
            Keep = Lists.Of(parsed.GetValue(Keep)), Threshold = decision.Threshold,
        };
    }

    /// <summary>What of the options holds for a model of numbers.</summary>
    public static RegressionPredictingOptions Numbers(ParseResult parsed, string model, IReadOnlyList<string> inputs)
    {
        IgnoredOptions.Refuse(parsed, DecisionArguments.OfPredictions, $"is for classes, and '{model}' predicts numbers");
        var (reading, given) = TableModelOptions.Read(parsed, inputs);
        return new RegressionPredictingOptions
        {
            Model = model, Path = inputs[0], Reading = reading, ReadingGiven = given, Lenient = parsed.GetValue(TableOptions.Lenient),
            Keep = Lists.Of(parsed.GetValue(Keep)),
        };
    }

    private static string Json(string model, TablePredictionResult result)
    {
        var (card, classes) = (result.Card, result.Card.ClassNames.Count);
        return Terminal.ToJson(new
        {
            model,
            card.Classifier,
            card.Method,
            classes = card.ClassNames,
            rows = result.Rows.Select((row, i) => new
            {
                row,
                kept = result.Kept.ToDictionary(c => c.Name, c => c.Text(i)),
                Class = card.ClassNames[result.Classes[i]],
                probability = result.Probabilities[(i * classes) + result.Classes[i]],
                probabilities = card.ClassNames.Select((name, c) => (name, c))
                    .ToDictionary(x => x.name, x => result.Probabilities[(i * classes) + x.c]),
            }),
        });
    }

    private static void Show(TablePredictionResult result)
    {
        var classes = result.Card.ClassNames.Count;
        Terminal.WriteTable($"{result.Rows.Count} rows, {result.Card.Classifier}", ["class", ">rows"],
            result.Card.ClassNames.Select((name, c) => new[] { name, result.Classes.Count(p => p == c)
                .ToString(CultureInfo.InvariantCulture) }));
        Terminal.WriteTable($"{Math.Min(Shown, result.Rows.Count)} of {result.Rows.Count} rows; --out writes all",
            [">row", .. result.Kept.Select(c => c.Name), "class", ">probability"],
            Enumerable.Range(0, Math.Min(Shown, result.Rows.Count)).Select(i => (string[])
            [
                result.Rows[i].ToString(CultureInfo.InvariantCulture), .. result.Kept.Select(c => c.Text(i)),
                    result.Card.ClassNames[result.Classes[i]],
                result.Probabilities[(i * classes) + result.Classes[i]].ToString("0.000", CultureInfo.InvariantCulture),
            ]));
    }
}
