using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Pipelines;
using Counterpoise.SavedModels;

namespace Counterpoise.TableModels;

/// <summary>A model of tables as the parts of a file.</summary>
internal static class TableModelFile
{
    public const string Task = "classification of tables";

    public static void Write(TableModel model, PartWriter part, ClassifierCodecs codecs)
    {
        var card = model.Card;
        part.Text("task", Task);
        part.Text("program", card.Program);
        part.Text("command_line", card.CommandLine);
        part.Text("method", card.Method);
        part.Text("classifier_name", card.Classifier);
        ModelParts.Write(part, "classifier_options", card.ClassifierOptions);
        part.Text("seed", card.Seed.ToString(CultureInfo.InvariantCulture));
        part.Text("target", card.Target);
        part.Integer("positive_class", card.PositiveClass);
        part.Parts("classes", Enumerable.Range(0, card.ClassNames.Count), (own, c) =>
        {
            own.Text("name", card.ClassNames[c]);
            own.Integer("training_rows", card.ClassCounts[c]);
            if (card.Priors.Count > 0)
                own.Number("prior", card.Priors[c]);
        });
        part.Parts("columns", card.Columns, ModelParts.Write);
        part.Texts("ignored_columns", card.IgnoredColumns);
        ModelParts.Write(part, "reading", card.Reading);
        part.Texts("notes", card.Notes);
        if (card.Calibration is { } calibration)
        {
            part.Part("calibration", own =>
            {
                own.Text("kind", calibration.Kind.ToString());
                own.Numbers("numbers", [.. calibration.Numbers]);
            });
        }

        part.Flag("logit_adjusted", card.IsLogitAdjusted);
        if (card.Decision is { } decision)
            part.Part("decision", own => Write(own, decision));
        codecs.Write(part, "classifier", model.Classifier);
        part.Bytes("training_rows", model.Seen.ToBytes());
    }

    public static TableModel Read(PartReader part, ClassifierCodecs codecs)
    {
        if (part.Text("task") is var task && task != Task)
            throw part.Fault($"the model is for '{task}'; expected '{Task}'");
        var card = Card(part);
        var classifier = codecs.Read(part, "classifier");
        if (classifier.ClassCount != card.ClassNames.Count)
            throw part.Fault($"the classifier knows {classifier.ClassCount} classes, and {card.ClassNames.Count} are named");
        try
        {
            var model = new TableModel(card, classifier, RowPrints.From(part.Bytes("training_rows")));
            // A row of missing values shows whether the classifier takes the columns that the preparation gives.
            model.PredictProbabilities(ModelParts.Empty(card.Columns));
            return model;
        }
        catch (ArgumentException fault)
        {
            throw part.Fault($"its parts do not fit together: {fault.Message}");
        }
    }

    private static TableModelCard Card(PartReader part)
    {
        var classes = part.Parts("classes");
        if (classes.Length < 2)
            throw part.Fault($"found {classes.Length} classes; expected at least 2");
        string[] names = [.. classes.Select(c => c.Text("name"))];
        double[] priors = classes.All(c => c.Has("prior")) ? [.. classes.Select(c => c.Number("prior"))] : [];
        if (names.Distinct().Count() < names.Length || priors.Any(p => p < 0) || (priors.Length > 0 && priors.Sum() <= 0))
            throw part.Fault("a class is named twice, or the class priors are not at least 0");
        var positive = part.Integer("positive_class", 0, names.Length - 1);
        PreparedColumn[] columns = [.. part.Parts("columns").Select(ModelParts.Column)];
        return new TableModelCard
        {
            Program = part.Text("program"),
            CommandLine = part.Text("command_line"),
            Method = part.Text("method"),
            Classifier = part.Text("classifier_name"),
            ClassifierOptions = ModelParts.Texts(part.Parts("classifier_options")),
            Seed = ModelParts.Seed(part),
            Target = part.Text("target"),
            PositiveClass = positive,
            ClassNames = names,
            ClassCounts = [.. classes.Select(c => c.Integer("training_rows"))],
            Priors = priors,
            Columns = columns,
            IgnoredColumns = part.Texts("ignored_columns"),
            Reading = ModelParts.Texts(part.Parts("reading")),
            Notes = part.Texts("notes"),
            Calibration = part.Has("calibration") ? Calibration(part.Part("calibration"), names.Length, positive) : null,
            IsLogitAdjusted = part.Flag("logit_adjusted"),
            Decision = part.Has("decision") ? Decision(part.Part("decision"), names.Length) : null,
        };
    }

    private static void Write(PartWriter part, TableDecision decision)
    {
        part.Text("rule", decision.Rule);
        if (decision.Value is { } value)
            part.Number("value", value);
        part.Numbers("weights", [.. decision.Weights]);
        if (decision.Threshold is { } threshold)
            part.Number("threshold", threshold);
    }

    private static TableDecision Decision(PartReader part, int classes)
    {
        var weights = part.FiniteNumbers("weights", classes);
        double? threshold = part.Has("threshold") ? part.Number("threshold") : null;
        return weights.Any(w => w < 0) || (threshold is not null && classes != 2)
            ? throw part.Fault("a weight is below 0, or there is a threshold for other than 2 classes")
            : new TableDecision(part.Text("rule"), weights, part.Has("value") ? part.Number("value") : null) { Threshold = threshold };
    }

    private static ProbabilityCalibration Calibration(PartReader part, int classes, int positive)
    {
        try
        {
            return Enum.TryParse<CalibrationKind>(part.Text("kind"), out var kind) && Enum.IsDefined(kind)
                ? ProbabilityCalibration.From(kind, classes, positive, part.Numbers("numbers"))
                : throw part.Fault($"'{part.Text("kind")}' is no kind of calibration");
        }
        catch (ArgumentException fault)
        {
            throw part.Fault(fault.Message);
        }
    }
}
