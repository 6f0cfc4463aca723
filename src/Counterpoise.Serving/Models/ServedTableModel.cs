using System.Globalization;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Serving.Models;

/// <summary>A saved model of tables, or the ONNX file of one, whose inputs are rows as JSON objects.</summary>
internal sealed class ServedTableModel : IExplainingModel
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
            Explanation = Explanation.KernelShap,
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

    public Explanation Explain(byte[] input, int? classIndex, CancellationToken cancellationToken)
    {
        var row = _reader.Read(input);
        if (row.Fault is { } fault) throw new FormatException(fault);
        var explainer = new RowExplainer(_reader, _model.PredictProbabilities);
        var values = explainer.Explain(row, cancellationToken);
        double[] probabilities = [.. Enumerable.Range(0, values.ClassCount).Select(c => values.Output(0, c))];
        var chosen = classIndex ?? RequestedDecision.Parse(null, null, Card).Apply(probabilities).Class;
        return new(Explanation.KernelShap, Card.Classes[chosen], Card.Version)
        {
            Meaning = RowExplainer.Meaning, Probability = probabilities[chosen], Base = values.Base[chosen],
            Columns = explainer.Columns(row, values.Of(0, chosen)),
        };
    }

    public void Dispose() => _model.Dispose();
}
