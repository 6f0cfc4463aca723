using Counterpoise.Calibration;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Deploy.Tests.TableExport;

/// <summary>ONNX Runtime gives the program's predictions of models of tables on 1,000 rows.</summary>
public sealed class TableOnnxExporterTests
{
    [Theory]
    [InlineData("logistic", "none", 2, null)]
    [InlineData("logistic", "wce/threshold", 3, null)]
    [InlineData("tree", "smote/threshold", 2, null)]
    [InlineData("tree", "none", 3, null)]
    [InlineData("tree", "majority", 2, null)]
    [InlineData("tree", "none", 2, CalibrationKind.Isotonic)]
    [InlineData("network", "none", 2, null)]
    [InlineData("ada-boost", "none", 3, null)]
    [InlineData("easy-ensemble", "none", 2, null)]
    [InlineData("balanced-forest", "threshold", 2, CalibrationKind.Temperature)]
    [InlineData("balanced-bagging", "none", 2, null)]
    [InlineData("forest", "none", 2, CalibrationKind.Platt)]
    [InlineData("boosting", "post-hoc-la", 2, null)]
    [InlineData("boosting", "threshold", 2, null)]
    [InlineData("boosting", "none", 3, null)]
    public void The_runtime_agrees(string learner, string method, int classes, CalibrationKind? calibration)
    {
        using var model = TableModels.Train(learner, method, classes, o => o with { Calibration = calibration });
        var rows = TableVectors.Draw(model.Card, 1000, new RandomStream(1, "rows"));
        var expected = model.PredictProbabilities(rows);
        using var session = new InferenceSession(TableOnnxExporter.Export(model));
        var (probabilities, decided) = Run(session, rows);
        Assert.All(expected.Zip(probabilities), p => Assert.Equal(p.First, p.Second, 3e-6));
        Assert.Equal(model.Decide(expected), decided);
        // The file says by itself how its probabilities, which are rounded to single precision, are decided.
        var card = TableOnnxCard.Read("m.onnx", session.ModelMetadata.CustomMetadataMap);
        Assert.Equal(decided, card.Decide([.. probabilities.Select(p => (double)p)]));
        Assert.Equal(model.Card.Priors, card.Priors);
        Assert.Equal(TableVectors.Columns(model.Card).Select(c => (c.Name, c.Kind, c.Median, c.Mode, string.Join('|', c.Categories))),
            card.Columns.Select(c => (c.Name, c.Kind, c.Median, c.Mode, string.Join('|', c.Categories))));
    }

    [Fact]
    public void Other_priors_are_inside_and_metadata_say_what_a_row_is()
    {
        using var model = TableModels.Train("boosting", "smote/threshold");
        var rows = TableVectors.Draw(model.Card, 200, new RandomStream(1, "rows"));
        var correction = model.Correction([0.9, 0.1]);
        using var session = new InferenceSession(TableOnnxExporter.Export(model, new TableOnnxOptions { Correction = correction }));
        var expected = correction.Apply(model.PredictProbabilities(rows));
        var (probabilities, decided) = Run(session, rows);
        Assert.All(expected.Zip(probabilities), p => Assert.Equal(p.First, p.Second, 3e-6));
        Assert.Equal(new DecisionWeights([1.0, 1.0]).Decide(expected), decided);
        var metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal("""["size","weight"]""", metadata["numbers"]);
        Assert.Equal("""["no","yes"]""", metadata["classes"]);
        Assert.False(metadata.ContainsKey("threshold"));
        var card = TableOnnxCard.Read("m.onnx", metadata);
        Assert.Null(card.Decision);
        Assert.Equal(0.9, card.Priors[0], 1e-12);
        Assert.Equal(0.1, card.Priors[1], 1e-12);
    }

    [Fact]
    public void A_table_of_numbers_alone_has_one_input()
    {
        using var model = TableModels.Train("logistic", categories: false);
        using var session = new InferenceSession(TableOnnxExporter.Export(model));
        Assert.Equal(["numbers"], session.InputNames);
        Assert.Equal(["probabilities", "class"], session.OutputNames);
    }

    [Theory]
    [InlineData("classes", null, "lacks the metadata 'classes'")]
    [InlineData("columns", null, "lacks the metadata 'columns'")]
    [InlineData("columns", "[", "has metadata that cannot be read")]
    [InlineData("columns", "[{\"name\": \"size\"}]", "neither 'median' nor 'categories'")]
    [InlineData("classes", "[\"a\"]", "no two different names")]
    [InlineData("priors", "[1, 2, 3]", "'priors' has 3 numbers for 2 classes")]
    [InlineData("positive", "perhaps", "'positive' is 'perhaps'")]
    [InlineData("threshold", "high", "has metadata that cannot be read")]
    [InlineData("counterpoise.format", "9", "format 9 found")]
    public void Metadata_that_lack_something_are_refused_by_what_it_is_and_what_to_do(string name, string? value, string message)
    {
        using var model = TableModels.Train("logistic", "threshold");
        using var session = new InferenceSession(TableOnnxExporter.Export(model));
        var metadata = new Dictionary<string, string>(session.ModelMetadata.CustomMetadataMap);
        if (value is null) metadata.Remove(name);
        else metadata[name] = value;
        var fault = Assert.Throws<InvalidDataException>(() => TableOnnxCard.Read("m.onnx", metadata)).Message;
        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.Contains("export the model again", fault, StringComparison.Ordinal);
    }

    private static (float[] Probabilities, int[] Classes) Run(InferenceSession session, Table rows)
    {
        var numbers = rows.Columns.OfType<NumericColumn>().ToArray();
        var names = rows.Columns.OfType<CategoricalColumn>().ToArray();
        var values = Enumerable.Range(0, rows.RowCount).SelectMany(i => numbers.Select(c => c[i])).ToArray();
        var texts = Enumerable.Range(0, rows.RowCount).SelectMany(i => names.Select(c => c.Text(i))).ToArray();
        using var results = session.Run(
        [
            NamedOnnxValue.CreateFromTensor("numbers", new DenseTensor<double>(values, [rows.RowCount, numbers.Length])),
            NamedOnnxValue.CreateFromTensor("names", new DenseTensor<string>(texts, [rows.RowCount, names.Length])),
        ]);
        return ([.. results[0].AsTensor<float>()], [.. results[1].AsTensor<long>().Select(c => (int)c)]);
    }
}
