using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>A model of tables that predicts: a saved model, or the ONNX file that <c>export</c> has written of one.</summary>
internal sealed class TablePredictor : IDisposable
{
    private readonly IDisposable _model;
    private readonly Func<Table, double[]> _predict;

    private TablePredictor(IDisposable model, TableModelCard card, Func<Table, double[]> predict, Func<Table, int>? countSeen)
    {
        (_model, Card, _predict, CountSeen) = (model, card, predict, countSeen);
    }

    /// <summary>What it is.</summary>
    public TableModelCard Card { get; }

    /// <summary>Counts rows that equal a training row; null where the file does not keep what they were.</summary>
    public Func<Table, int>? CountSeen { get; }

    /// <summary>Opens a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model of tables, damaged, or lacks what it must say.</exception>
    public static TablePredictor Open(string path)
    {
        if (OnnxTableModel.Is(path))
        {
            var onnx = OnnxTableModel.Open(path);
            return new(onnx, onnx.Card, onnx.PredictProbabilities, null);
        }

        var saved = SavedTableModels.Load(path);
        return new(saved, saved.Card, saved.PredictProbabilities, saved.CountSeen);
    }

    /// <summary>Probabilities of rows that have the model's columns, row-major [rows, C].</summary>
    public double[] PredictProbabilities(Table rows) => _predict(rows);

    public void Dispose() => _model.Dispose();
}
