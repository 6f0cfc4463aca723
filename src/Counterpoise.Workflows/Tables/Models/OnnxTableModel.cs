using Counterpoise.Deploy.Onnx;
using Counterpoise.Deploy.TableExport;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Workflows.Tables;

/// <summary>A model of tables that <c>export</c> has written as ONNX, through ONNX Runtime: neither libtorch nor the saved model is needed.
/// </summary>
internal sealed class OnnxTableModel : IDisposable
{
    private const string Numbers = "numbers", Names = "names";
    private const int BlockRows = 8192;

    private readonly InferenceSession _session;
    private readonly string[] _numbers;
    private readonly string[] _names;

    private OnnxTableModel(InferenceSession session, TableModelCard card)
    {
        (_session, Card) = (session, card);
        string[] Of(ColumnKind kind) => [.. card.Columns.Where(c => c.Kind == kind).Select(c => c.Name)];
        (_numbers, _names) = (Of(ColumnKind.Numeric), Of(ColumnKind.Categorical));
    }

    /// <summary>What the file says of the model.</summary>
    public TableModelCard Card { get; }

    /// <summary>Whether a path is such a file.</summary>
    public static bool Is(string path) => OnnxSession.Is(path) && File.Exists(path) && TableOnnxCard.Is(OnnxMetadata.Read(path));

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It cannot be run, or does not say what a row is.</exception>
    public static OnnxTableModel Open(string path)
    {
        var session = OnnxSession.Open(path);
        try
        {
            var model = new OnnxTableModel(session, TableOnnxCard.Read(path, session.ModelMetadata.CustomMetadataMap));
            model.Require(path, Numbers, typeof(double), model._numbers.Length);
            model.Require(path, Names, typeof(string), model._names.Length);
            return session.OutputMetadata.TryGetValue("probabilities", out var output) && output.Dimensions is [_, var classes]
                && classes == model.Card.ClassNames.Count ? model
                : throw new InvalidDataException($"'{path}' has no output 'probabilities' of {model.Card.ClassNames.Count} classes, which "
                    + "its metadata name: export the model again");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Probabilities of rows that have the model's columns, row-major [rows, C].</summary>
    public double[] PredictProbabilities(Table rows)
    {
        NumericColumn[] numbers = [.. _numbers.Select(name => (NumericColumn)rows[name])];
        CategoricalColumn[] names = [.. _names.Select(name => (CategoricalColumn)rows[name])];
        var probabilities = new double[rows.RowCount * Card.ClassNames.Count];
        var at = 0;
        for (var start = 0; start < rows.RowCount; start += BlockRows)
        {
            foreach (var p in Run(numbers, names, start, Math.Min(BlockRows, rows.RowCount - start))) probabilities[at++] = p;
        }

        return probabilities;
    }

    public void Dispose() => _session.Dispose();

    private float[] Run(NumericColumn[] numbers, CategoricalColumn[] names, int start, int count)
    {
        var inputs = new List<NamedOnnxValue>();
        if (numbers.Length > 0)
        {
            inputs.Add(Values(Numbers, numbers, start, count, (column, row) => column[row]));
        }

        if (names.Length > 0)
        {
            // What a file says is missing is empty here, however it is written there.
            inputs.Add(Values(Names, names, start, count, (column, row) =>
                column.Codes[row] is var code and >= 0 ? column.Categories[code] : ""));
        }

        using var results = _session.Run(inputs, ["probabilities"]);
        return [.. results[0].AsTensor<float>()];
    }

    private static NamedOnnxValue Values<TColumn, T>(string name, TColumn[] columns, int start, int count, Func<TColumn, int, T> value)
    {
        var tensor = new DenseTensor<T>([count, columns.Length]);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < columns.Length; j++) tensor[i, j] = value(columns[j], start + i);
        }

        return NamedOnnxValue.CreateFromTensor(name, tensor);
    }

    private void Require(string path, string input, Type type, int columns)
    {
        var found = _session.InputMetadata.TryGetValue(input, out var metadata) ? metadata.ElementType == type
            ? metadata.Dimensions[^1] : -1 : 0;
        if (found != columns)
        {
            throw new InvalidDataException($"'{path}' takes {(found < 0 ? "other values than" : $"{found}")} columns of '{input}', and its "
                + $"metadata name {columns}: export the model again");
        }
    }
}
