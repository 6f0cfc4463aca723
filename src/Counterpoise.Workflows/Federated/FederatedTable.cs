using Counterpoise.Federated.Rounds;
using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Federated;

/// <summary>
/// Rows of a table: gaps filled, numbers with mean 0 and deviation 1, categories as columns of 0 and 1. Those figures come from all
/// training rows together, which clients of a real federation would have to agree on.
/// </summary>
internal sealed class FederatedTable : FederatedRows
{
    private readonly FederatedDataOptions _options;
    private readonly Table _table;
    private readonly int[] _labels;

    public FederatedTable(FederatedDataOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        new OptionsCheck(nameof(FederatedDataOptions))
            .Require(options.Partition != ClientPartition.ByColumn || options.ClientColumn is not null,
                $"rows are dealt by column, and no {new SettingPart(nameof(FederatedDataOptions.ClientColumn))} is named: name it")
            .ThrowIfAny();
        if (!File.Exists(options.Path))
        {
            throw new InputException($"there is no file or folder '{options.Path}'");
        }

        TableInput.RefuseWeights(options.Reading, "federated training");
        var reading = options.ClientColumn is { } column ? options.Reading with { Groups = column } : options.Reading;
        _options = options;
        _table = TableInput.Open(options.Path, reading, options.Lenient, events, cancellationToken).Table;
        var labels = _table.Labels ?? throw new InputException(
            $"'{options.Path}' names no class column: give --target; the columns are "
            + $"{string.Join(", ", _table.Columns.Select(c => c.Name))}");
        ProvenanceTable.Refuse(options.Path, _table,
            "rows made from others would stand in the test split, and at other clients, beside those that they were made from");
        (_labels, ClassNames) = (labels.Codes.ToArray(), labels.Classes);
        if (labels.ClassCounts().Count(n => n > 0) < 2)
        {
            throw new InputException($"{options.Path}: {_table.RowCount} rows of fewer than two classes; a federation needs two or more");
        }

        if (options.Partition == ClientPartition.ByColumn)
        {
            var groups = _table.Groups!;
            Clients = [.. Enumerable.Range(0, groups.Count).Select(row => groups.Classes[groups[row]])];
        }
    }

    public override string Name => Path.GetFileName(_options.Path);

    public override string Things => "rows";

    public override IReadOnlyList<string> ClassNames { get; }

    public override int[] Labels => _labels;

    public override IReadOnlyList<string>? Clients { get; }

    public override Split Split(ulong seed) => StratifiedSplit.Of(_labels, _options.TestShare, 0, new RandomStream(seed, "split"),
        MissingClassPolicy.Warn, ClassNames);

    public override FederatedInputs Prepare(int[] train, int[] test, CancellationToken cancellationToken)
    {
        var training = _table.Select(train);
        var columns = SharedColumns.Fit(training);
        var network = new NetworkPlan(NetworkPlan.Perceptron, columns.Width, ClassNames.Count);
        return new FederatedInputs(ToTensor(columns.Apply(training)), ToTensor(columns.Apply(_table.Select(test))), network, columns);
    }

    /// <summary>Rows as the network takes them.</summary>
    internal static Tensor ToTensor(Numerics.DenseMatrix matrix) =>
        torch.tensor(Array.ConvertAll(matrix.Data, value => (float)value), [matrix.Rows, matrix.Columns]);

    /// <summary>The rows of a client that brings its own.</summary>
    public static ClientData Join(FederationJoiningOptions options, string name, FederationPlan plan, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (plan.Columns is not { } columns)
        {
            throw new InputException($"'{options.Path}' is not taken for images, and this federation trains on images");
        }

        if (!File.Exists(options.Path))
        {
            throw new InputException($"there is no file or folder '{options.Path}'");
        }

        // What a column is says the plan: a site may hold nothing in it that tells.
        var kinds = columns.Columns.ToDictionary(column => column.Name,
            column => column.Categories is null ? ColumnKind.Numeric : ColumnKind.Categorical);
        TableInput.RefuseWeights(options.Reading, "federated training");
        var table = TableInput.Open(options.Path, options.Reading with { Kinds =
            options.Reading.Kinds.Concat(kinds.Where(kind => !options.Reading.Kinds.ContainsKey(kind.Key))).ToDictionary() },
            options.Lenient, events, cancellationToken).Table;
        var labels = table.Labels ?? throw new InputException($"'{options.Path}' names no class column: give --target");
        ProvenanceTable.Refuse(options.Path, table, "a client brings rows as they came");
        int[] places = [.. labels.Classes.Select(known => plan.ClassNames.ToList().IndexOf(known))];
        var unknown = labels.Classes.Where((_, c) => places[c] < 0).ToArray();
        return unknown.Length > 0
            ? throw new InputException(
                $"'{options.Path}' has class {string.Join(", ", unknown.Select(c => $"'{c}'"))}, and this federation has "
                + $"{string.Join(", ", plan.ClassNames)}: mend the column '{labels.Name}', or leave such rows out")
            : new ClientData(name, ToTensor(columns.Apply(table)), [.. labels.Codes.ToArray().Select(code => places[code])],
                plan.ClassNames.Count);
    }
}
