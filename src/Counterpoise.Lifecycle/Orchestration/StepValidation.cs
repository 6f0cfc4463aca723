using System.Globalization;
using System.Text.Json;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>
/// What is checked of every artifact before the next step may take it: that it is what its kind says, that few rows were lost, that no
/// single column gives the class away, that test rows are no training rows, and that metrics are neither impossible nor too good.
/// </summary>
internal static class StepValidation
{
    private const double MostRowLoss = .2;
    private const double Giveaway = .999;
    private const double MostRepeated = .2;

    public static IReadOnlyList<StepFault> Check(IAgent agent, AgentContext context, AgentOutput output)
    {
        try
        {
            return [.. agent.Gives switch
            {
                StepKinds.Table => RowLoss(output.Metrics["rows"], output.Metrics["rows_read"])
                    .Concat(Schema(TableContent.Read(output.Content))),
                StepKinds.CleanTable => RowLoss(output.Metrics["rows"], output.Metrics["rows_before"])
                    .Concat(Schema(TableContent.Read(output.Content))),
                StepKinds.Split => Split(output.Content),
                StepKinds.Model or StepKinds.Repair => Model(output.Content, context),
                StepKinds.Evaluation => Metrics(output.Metrics),
                StepKinds.Stream => Schema(TableContent.Read(output.Content)),
                _ => Json(output.Content),
            }];
        }
        catch (Exception fault) when (
            fault is JsonException or InvalidDataException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            return [new StepFault("schema", $"the output is no {agent.Gives}: {fault.Message}")];
        }
    }

    private static IEnumerable<StepFault> RowLoss(double rows, double before)
    {
        if (before > 0 && rows < (1 - MostRowLoss) * before)
            yield return new StepFault("row-loss", string.Create(CultureInfo.InvariantCulture,
                $"{before - rows} of {before} rows were lost; at most {MostRowLoss:P0} are expected"));
    }

    private static IEnumerable<StepFault> Schema(Table table)
    {
        if (table.RowCount == 0 || table.Columns.Count == 0 || table.Labels is null)
            yield return new StepFault("schema",
                $"found {table.RowCount} rows, {table.Columns.Count} columns, {(table.Labels is null ? "no classes" : "classes")}; "
                + $"expected some of each");
    }

    private static IEnumerable<StepFault> Split(byte[] content)
    {
        var (training, test) = TableContent.ReadSplit(content);
        foreach (var fault in Schema(training).Concat(Schema(test)))
            yield return fault;
        var known = training.RowIds.ToArray().ToHashSet();
        if (test.RowIds.ToArray().Count(known.Contains) is > 0 and var shared)
            yield return new StepFault("overlap", $"{shared} test rows are training rows; expected none");
        var prints = Enumerable.Range(0, training.RowCount).Select(i => Print(training, i)).ToHashSet();
        if (Enumerable.Range(0, test.RowCount).Count(i => prints.Contains(Print(test, i))) is var repeated
            && repeated > MostRepeated * test.RowCount)
            yield return new StepFault("overlap", string.Create(CultureInfo.InvariantCulture,
                $"{repeated} of {test.RowCount} test rows equal a training row in every column; at most {MostRepeated:P0} are expected"));
        foreach (var column in training.Columns.Where(c => GivesAway(c, training.RequireLabels())))
            yield return new StepFault("leakage",
                $"column '{column.Name}' alone tells the class of nearly every row; leave it out unless it is known when the model is "
                    + $"asked");
    }

    private static string Print(Table table, int row) => string.Join('\u001f', table.Columns.Select(c => c.Text(row)));

    private static bool GivesAway(Column column, Labels labels)
    {
        if (column is NumericColumn numbers && numbers.MissingCount == 0)
        {
            var counts = labels.ClassCounts();
            return Enumerable.Range(0, counts.Length).Where(c => counts[c] >= 5 && counts[c] < labels.Count)
                .Any(c => Auroc.Of(labels.Codes, numbers.Values, c) is var auroc && Math.Max(auroc, 1 - auroc) > Giveaway);
        }

        // A category that knows the class: how often the most frequent class of each is right, where that is not the majority anyway.
        if (column is not CategoricalColumn names || names.Categories.Count > Math.Sqrt(labels.Count))
            return false;
        var right = Enumerable.Range(0, labels.Count).GroupBy(i => names.Codes[i]).Sum(g => g.CountBy(i => labels[i]).Max(c => c.Value));
        return right > Giveaway * labels.Count && labels.ClassCounts().Max() < .99 * labels.Count;
    }

    private static IEnumerable<StepFault> Model(byte[] content, AgentContext context)
    {
        using var model = ModelContent.Read(content);
        var (training, _) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        if (!model.Card.ClassNames.SequenceEqual(training.RequireLabels().Classes))
            yield return new StepFault("schema",
                $"the model knows {string.Join(", ", model.Card.ClassNames)}; the rows have "
                + $"{string.Join(", ", training.RequireLabels().Classes)}");
        if (model.Card.Columns.FirstOrDefault(c => training.Columns.All(t => t.Name != c.Name)) is { } stranger)
            yield return new StepFault("schema", $"the model takes column '{stranger.Name}', which the rows do not have");
    }

    private static IEnumerable<StepFault> Metrics(IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics.Where(m =>
            m.Key is "balanced_accuracy" or "geometric_mean" or "macro_f1" or "auroc" or "average_precision"))
            if (value is not (>= 0 and <= 1))
                yield return new StepFault("metrics", string.Create(CultureInfo.InvariantCulture,
                    $"{name} is {value}; expected in [0, 1]"));
        if (!metrics.TryGetValue("balanced_accuracy", out var balanced))
            yield return new StepFault("metrics", "balanced_accuracy has no value; expected one: the test rows lack a class");
        else if (balanced > .9999)
            yield return new StepFault("metrics",
                "every test row is right, which real data seldom allow: look for a column that is filled in after the fact");
        else if (balanced <= metrics.GetValueOrDefault("majority_balanced_accuracy", 0))
            yield return new StepFault("metrics", string.Create(CultureInfo.InvariantCulture,
                $"balanced accuracy {balanced:0.000} is not above that of the majority class"));
    }

    private static IEnumerable<StepFault> Json(byte[] content)
    {
        using var _ = JsonDocument.Parse(content);
        return [];
    }
}
