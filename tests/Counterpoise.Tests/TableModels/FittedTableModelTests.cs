using Counterpoise.Calibration;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Tests.TableModels;

/// <summary>A model of tables where a classifier of rows of numbers is expected.</summary>
public sealed class FittedTableModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_predicts_as_the_model_does_also_from_a_part_of_a_file()
    {
        var (model, rows) = Train(o => o with { Threshold = ThresholdRule.F1 });
        using var fitted = new FittedTableModel(model);
        Assert.Equal(model.PredictProbabilities(rows), fitted.PredictProbabilities(rows.ToMatrix()));
        var codecs = StandardCodecs.All;
        var path = _folder.File("m");
        PartFile.Write(path, part => codecs.Write(part, "classifier", fitted));
        using var read = (FittedTableModel)PartFile.Read(path, part => codecs.Read(part, "classifier"));
        Assert.Equal(fitted.PredictProbabilities(rows.ToMatrix()), read.PredictProbabilities(rows.ToMatrix()));
        Assert.Equal(model.Card.Decision!.Threshold, read.Model.Card.Decision!.Threshold);
        Assert.Equal(2, read.ClassCount);
    }

    [Fact]
    public void Another_number_of_columns_is_refused()
    {
        using var fitted = new FittedTableModel(Train(o => o).Model);
        Assert.Contains("found 3 columns; expected 2", Assert.Throws<ArgumentException>(() =>
            fitted.PredictProbabilities(new DenseMatrix(1, 3))).Message, StringComparison.Ordinal);
    }

    private static (TableModel Model, Table Rows) Train(Func<TableModelOptions, TableModelOptions> with)
    {
        var random = new RandomStream(3, "rows");
        var (x, z, y) = (new double[80], new double[80], new int[80]);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i % 5 == 0 ? 1 : 0;
            (x[i], z[i]) = (random.NextNormal() + (2 * y[i]), random.NextNormal());
        }

        var rows = new Table([new NumericColumn("x", x), new NumericColumn("z", z)]).With(new Labels("y", ["no", "yes"], y));
        return (TableModelTraining.Run(rows, with(new TableModelOptions
        {
            Method = TableMethod.Parse("none"),
            Learner = Learner.Standard.First(l => l.Name == "logistic"),
        }), "test"), rows);
    }
}
