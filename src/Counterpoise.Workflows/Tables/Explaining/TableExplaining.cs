using Counterpoise.Messages;
using Counterpoise.Randomness;
using Counterpoise.Reports.Explanations;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// Trains a classifier on a part of a table and explains what it says of the rest: which columns matter for which class, and why one row.
/// </summary>
public static class TableExplaining
{
    private const int Compared = 10;

    /// <summary>Trains, explains, and writes the report where a file is named.</summary>
    /// <param name="options">Which table, which classifier, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is then written.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static TableExplainingResult Run(TableExplainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        if (options.Report is { } file)
            OutputPath.RequireOther(file, options.Path);
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException(
                $"'{options.Path}' names no class column: give --target; the columns are "
                    + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        ProvenanceTable.Refuse(options.Path, read.Table, "where a row comes from would be explained as if it were a feature");
        if (labels.ClassCounts().Count(n => n > 0) < 2)
            throw new InputException($"'{options.Path}' holds one class alone; a model is between two at least");
        try
        {
            return Explain(options, read.Table, read.Place, cancellationToken);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputFault.Text(fault));
        }
    }

    private static TableExplainingResult Explain(TableExplainingOptions options, Table table, Func<int, string> place,
        CancellationToken cancellationToken)
    {
        var labels = table.RequireLabels();
        var focus = labels.MinorityClass();
        using var model = ExplainedModel.Fit(table, options, options.Seeds[0], cancellationToken);
        var (rows, row) = Chosen(model, focus, options);
        var attribution = model.Explain(rows, cancellationToken);
        var (precision, share) = model.Judge(focus);
        var importance = attribution.Importance();
        double[][] byClass =
            [.. labels.Classes.Select((_, c) => Enumerable.Range(0, attribution.Columns).Select(j => importance[c, j]).ToArray())];
        double[] agreement =
            [.. options.Seeds.Skip(1)
                .Select(seed => Agreement(byClass[focus], model.Columns, table, options, seed, focus, cancellationToken))];
        var result = new TableExplainingResult(TableLearners.Find(options.Classifier).Label, model.Output, labels.Classes, model.Columns,
            focus, precision, share, byClass,
            attribution, [.. rows.Select(r => place(model.TestRows[r]))], row, agreement, model.Selection);
        if (options.Report is { } file)
        {
            ExplanationReport.Write(Summary(result, model, rows, options), file);
        }

        return result;
    }

    /// <summary>The test rows that are explained, and which of them by itself.</summary>
    private static (int[] Rows, int Row) Chosen(ExplainedModel model, int focus, TableExplainingOptions options)
    {
        var codes = model.Test.RequireLabels().Codes.ToArray();
        var classes = model.Test.RequireLabels().Classes.Count;
        int[] all = [.. Enumerable.Range(0, codes.Length)];
        new RandomStream(options.Seeds[0], "explain rows").Shuffle<int>(all);
        int[] rare = [.. all.Where(i => codes[i] == focus).Take(options.Rows / 2)];
        var alone = options.Row is { } asked ? Array.IndexOf(model.TestRows, asked)
            : rare.Length == 0 ? 0 : rare.MaxBy(i => model.Probabilities[(i * classes) + focus]);
        if (alone < 0)
            throw new InputException($"--row is {options.Row}, which is no test row of seed {options.Seeds[0]}: "
                + $"{(options.Row < 0 ? "rows count from 0" : "the model has learned from it, or the table has no such row")}; the first "
                + $"test rows are {string.Join(", ", model.TestRows.Take(8))}");
        int[] rows = [.. rare.Concat(all.Except(rare)).Take(options.Rows).Append(alone).Distinct().Order()];
        return (rows, Array.IndexOf(rows, alone));
    }

    /// <summary>Kendall's τ of the order of the most important columns with that of another split and fit.</summary>
    private static double Agreement(double[] first, IReadOnlyList<string> columns, Table table, TableExplainingOptions options, ulong seed,
        int focus, CancellationToken cancellationToken)
    {
        using var model = ExplainedModel.Fit(table, options, seed, cancellationToken);
        var importance = model.Explain(Chosen(model, focus, options with { Seeds = [seed], Row = null }).Rows, cancellationToken)
            .Importance();
        int[] best = [.. Enumerable.Range(0, first.Length).OrderByDescending(j => first[j]).Take(Compared)];
        double[] second = [.. best.Select(j => model.Columns.ToList().IndexOf(columns[j]) is >= 0 and var at ? importance[focus, at] : 0)];
        return Kendall([.. best.Select(j => first[j])], second);
    }

    /// <summary>Kendall's τ-b; NaN where one side is constant.</summary>
    internal static double Kendall(double[] x, double[] y)
    {
        var (agree, left, right) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                int a = Math.Sign(x[i] - x[j]), b = Math.Sign(y[i] - y[j]);
                (agree, left, right) = (agree + (a * b), left + (a * a), right + (b * b));
            }
        }

        return agree / Math.Sqrt(left * right);
    }

    private static ExplanationSummary Summary(TableExplainingResult result, ExplainedModel model, int[] rows,
        TableExplainingOptions options)
    {
        var explained = model.Test.Select(rows).Without([.. model.Test.Columns.Select(c => c.Name).Except(result.Columns)]);
        var focus = result.Classes[result.Focus];
        string Text(Message text) => text.ToString();
        int[] order = [.. Enumerable.Range(0, result.Columns.Count).OrderByDescending(j => result.Importance[result.Focus][j])];
        List<string> sentences = [];
        if (result.AveragePrecision < 1.5 * result.Prevalence)
        {
            sentences.Add("The model hardly ranks better than guessing: what it looks at says little about the class.");
        }

        sentences.Add(model.Output == "probability"
            ? $"KernelSHAP over {options.Background} training rows as background: columns are filled in as if they were independent."
            : "Exact path-dependent TreeSHAP: values add up to the score before the link, not to the probability, and correlated columns "
            + "share what one of them does.");
        if (result.Agreement.Count > 0)
        {
            sentences.Add(Text($"Kendall's τ of the order of the {Math.Min(Compared, result.Columns.Count)} most important columns with "
                + $"that of {result.Agreement.Count} other seeds: {result.Agreement.Average():F2} on the mean, {result.Agreement.Min():F2} "
                + $"at worst."));
        }

        if (result.Selection.Count > 0)
        {
            sentences.Add($"{result.Selection.Count(s => s.IsKept)} of {result.Selection.Count} columns were selected by information gain "
                + $"and principal components of the training rows.");
        }

        return new ExplanationSummary
        {
            Title = $"{result.Model} explained",
            Origin = $"{Path.GetFileName(options.Path)}: trained on {Text($"{1 - options.TestShare:P0}")} of the rows, explained on rows "
                + $"that it has not seen; seed {options.Seeds[0]}.",
            Created = options.Created,
            Headline = Text($"'{focus}' is told by {string.Join(", ", order.Take(3).Select(j => result.Columns[j]))}; average precision "
                + $"{result.AveragePrecision:F3} where guessing has {result.Prevalence:F3}."),
            Sentences = sentences,
            Output = result.Output,
            ClassNames = result.Classes,
            Columns = result.Columns,
            Attribution = result.Attribution,
            Places = [.. Enumerable.Range(0, rows.Length).SelectMany(i => explained.Columns.Select(c => PlaceAmong(c, i)))],
            Labels = [.. explained.RequireLabels().Codes.ToArray()],
            Row = result.Row,
            RowPlace = result.Places[result.Row],
            RowTexts = [.. explained.Columns.Select(c => c.IsMissing(result.Row) ? "missing" : c.Text(result.Row))],
            ShownClasses = result.Classes.Count == 2 ? [result.Focus]
                : [result.Focus, .. Enumerable.Range(0, result.Classes.Count).Where(c => c != result.Focus)],
            Flow = model.Flow(rows),
            CommandLine = options.CommandLine,
        };
    }

    private static double PlaceAmong(Column column, int row)
    {
        if (column is not NumericColumn numbers || numbers.IsMissing(row))
        {
            return double.NaN;
        }

        var (below, equal) = (0, 0);
        foreach (var value in numbers.Values)
        {
            below += value < numbers[row] ? 1 : 0;
            equal += value == numbers[row] ? 1 : 0;
        }

        return (below + ((equal - 1) / 2.0)) / Math.Max(1, numbers.Count - 1);
    }
}
