using System.Globalization;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Serving.Models;

/// <summary>A saved model of tables, or the ONNX file of one, whose inputs are rows as JSON objects.</summary>
internal sealed class ServedTableModel : IServedModel
{
    private readonly TablePredictor _model;
    private readonly TableRowReader _reader;

    public ServedTableModel(string file)
    {
        _model = TablePredictor.Open(file);
        var card = _model.Card;
        _reader = new TableRowReader(card);
        Card = new ServedCard(ServedModels.VersionOf(file), Path.GetFileName(file), card.Classifier, card.ClassNames, card.ClassCounts, 0,
            card.Method, card.Priors.Count > 0)
        {
            Columns = [.. _reader.Columns.Select(c => new ServedColumn(c.Name, c.Kind == ColumnKind.Categorical ? c.Categories : null,
                c.Kind == ColumnKind.Categorical ? c.Mode : c.Median.ToString("R", CultureInfo.InvariantCulture)))],
            TrainedPriors = card.Priors,
        }.DecidedBy(card.Decision, card.PositiveClass);
    }

    public ServedCard Card { get; }

    public IReadOnlyList<ScoredInput> Predict(IReadOnlyList<byte[]> inputs)
    {
        TableRow[] rows = [.. inputs.Select(_reader.Read)];
        TableRow[] good = [.. rows.Where(r => r.Fault is null)];
        var classes = Card.Classes.Count;
        var probabilities = good.Length == 0 ? [] : _model.PredictProbabilities(_reader.ToTable(good));
        var at = 0;
        return [.. rows.Select(r => r.Fault is { } fault ? new ScoredInput(null, fault)
            : new ScoredInput(probabilities[(at * classes)..(++at * classes)], null) { Notes = r.Notes })];
    }

    public void Dispose() => _model.Dispose();
}
