using System.Globalization;
using Counterpoise.ImbalancedRegression;
using Counterpoise.SavedModels;

namespace Counterpoise.TableModels;

/// <summary>A model of numbers as the parts of a file.</summary>
internal static class RegressionModelFile
{
    public const string Task = "regression of tables";

    public static void Write(RegressionModel model, PartWriter part, RegressorCodecs codecs)
    {
        var card = model.Card;
        part.Text("task", Task);
        part.Text("program", card.Program);
        part.Text("command_line", card.CommandLine);
        part.Text("method", card.Method);
        ModelParts.Write(part, "method_options", card.MethodOptions);
        part.Text("regressor_name", card.Regressor);
        ModelParts.Write(part, "regressor_options", card.RegressorOptions);
        part.Text("seed", card.Seed.ToString(CultureInfo.InvariantCulture));
        part.Text("target", card.Target);
        part.Integer("training_row_count", card.TrainingRows);
        part.Integer("rare_row_count", card.RareRows);
        part.Number("least", card.Least);
        part.Number("largest", card.Largest);
        part.Parts("relevance", card.Relevance, (own, point) =>
        {
            own.Number("target", point.Target);
            own.Number("relevance", point.Relevance);
            own.Number("slope", point.Slope);
        });
        part.Number("rare_from", card.RareFrom);
        if (card.Correction is { } line)
            part.Part("correction", own =>
            {
                own.Number("intercept", line.Intercept);
                own.Number("slope", line.Slope);
            });
        part.Parts("columns", card.Columns, ModelParts.Write);
        part.Texts("ignored_columns", card.IgnoredColumns);
        ModelParts.Write(part, "reading", card.Reading);
        part.Texts("notes", card.Notes);
        codecs.Write(part, "regressor", model.Regressor);
        part.Bytes("training_rows", model.Seen.ToBytes());
    }

    public static RegressionModel Read(PartReader part, RegressorCodecs codecs)
    {
        if (part.Text("task") is var task && task != Task)
            throw part.Fault($"the model is for '{task}'; expected '{Task}'");
        var card = Card(part);
        var regressor = codecs.Read(part, "regressor");
        try
        {
            var model = new RegressionModel(card, regressor, RowPrints.From(part.Bytes("training_rows")));
            // A row of missing values shows whether the regressor takes the columns that the preparation gives.
            model.Predict(ModelParts.Empty(card.Columns));
            return model;
        }
        catch (ArgumentException fault)
        {
            regressor.Dispose();
            throw part.Fault($"its parts do not fit together: {fault.Message}");
        }
    }

    private static RegressionModelCard Card(PartReader part)
    {
        var rows = part.Integer("training_row_count", 1);
        var (least, largest, rareFrom) = (part.Number("least"), part.Number("largest"), part.Number("rare_from"));
        if (least > largest || rareFrom is not (> 0 and <= 1))
            throw part.Fault("the least target is above the largest, or 'rare_from' is no relevance above 0 and up to 1");
        return new RegressionModelCard
        {
            Program = part.Text("program"),
            CommandLine = part.Text("command_line"),
            Method = part.Text("method"),
            MethodOptions = ModelParts.Texts(part.Parts("method_options")),
            Regressor = part.Text("regressor_name"),
            RegressorOptions = ModelParts.Texts(part.Parts("regressor_options")),
            Seed = ModelParts.Seed(part),
            Target = part.Text("target"),
            TrainingRows = rows,
            RareRows = part.Integer("rare_row_count", 0, rows),
            Least = least,
            Largest = largest,
            Relevance = [.. part.Parts("relevance").Select(p =>
                new RelevancePoint(p.Number("target"), p.Number("relevance"), p.Number("slope")))],
            RareFrom = rareFrom,
            Correction = part.Has("correction") ? Line(part.Part("correction")) : null,
            Columns = [.. part.Parts("columns").Select(ModelParts.Column)],
            IgnoredColumns = part.Texts("ignored_columns"),
            Reading = ModelParts.Texts(part.Parts("reading")),
            Notes = part.Texts("notes"),
        };
    }

    private static RelevanceLine Line(PartReader part) => new(part.Number("intercept"), part.Number("slope"));
}
