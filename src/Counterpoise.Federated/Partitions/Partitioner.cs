using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Partitions;

/// <summary>Deals the rows of a data set to clients. Every row goes to exactly one of them.</summary>
/// <remarks>
/// References: McMahan et al., "Communication-efficient learning of deep networks from decentralized data", AISTATS 2017 (shards);
/// Hsu, Qi and Brown, "Measuring the effects of non-identical data distribution for federated visual classification", 2019,
/// arXiv:1909.06335 (Dirichlet).
/// </remarks>
public static class Partitioner
{
    /// <summary>Deals rows to clients by a rule.</summary>
    /// <param name="labels">The class of each row, 0 to C − 1.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="options">How many clients, and how.</param>
    /// <param name="seed">The run's seed; the stream is named <c>partition</c>.</param>
    /// <exception cref="ArgumentException">There are no rows, a label is no class, or the rule cannot be met with so few rows or
    /// classes.</exception>
    /// <exception cref="InvalidOperationException">No draw gave every client the fewest rows; the message names α and the
    /// number.</exception>
    public static Partition Split(IReadOnlyList<int> labels, int classCount, PartitionOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var classes = RowsByClass(labels, classCount);
        if ((long)options.MinimumRows * options.Clients > labels.Count)
        {
            throw new ArgumentException(
                $"{options.Clients} clients with at least {options.MinimumRows} rows each need "
                    + $"{(long)options.MinimumRows * options.Clients} rows; found {labels.Count}: "
                + "ask for fewer clients or a smaller minimum",
                nameof(options));
        }

        var smallest = 0;
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var rows = Deal(labels, classes, options, new RandomStream(seed, "partition", (ulong)attempt));
            var fewest = rows.Min(client => client.Count);
            if (fewest >= options.MinimumRows)
            {
                return Build(labels, classCount, rows,
                    [.. Enumerable.Range(0, options.Clients).Select(c => c.ToString(CultureInfo.InvariantCulture))]);
            }

            smallest = Math.Max(smallest, fewest);
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"{options.Attempts} draws with alpha {options.Alpha} gave no partition in which each of {options.Clients} clients has at "
                + $"least {options.MinimumRows} rows; the best had a client with {smallest}: raise alpha, or lower the minimum or the "
                + $"number of clients"));
    }

    /// <summary>
    /// Makes a client of each value of a column, such as a hospital, a site or a project; in ordinal order of the values.
    /// </summary>
    /// <param name="labels">The class of each row, 0 to C − 1.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="ids">The client of each row; not null, not empty.</param>
    /// <exception cref="ArgumentException">There are no rows, a label is no class, or a row has no id.</exception>
    public static Partition SplitById(IReadOnlyList<int> labels, int classCount, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _ = RowsByClass(labels, classCount);
        if (ids.Count != labels.Count)
        {
            throw new ArgumentException($"{ids.Count} ids for {labels.Count} rows: expected one of each", nameof(ids));
        }

        var clients = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = 0; row < ids.Count; row++)
        {
            if (string.IsNullOrEmpty(ids[row]))
            {
                throw new ArgumentException($"row {row} has no id, so that it belongs to no client: fill the column or leave the row out",
                    nameof(ids));
            }

            (clients.TryGetValue(ids[row], out var rows) ? rows : clients[ids[row]] = []).Add(row);
        }

        return Build(labels, classCount, [.. clients.Values], [.. clients.Keys]);
    }

    private static Partition Build(IReadOnlyList<int> labels, int classCount, List<int>[] rows, IReadOnlyList<string> names) =>
        new(labels, classCount, Array.ConvertAll(rows, client => client.Order().ToArray()), names);

    private static int[][] RowsByClass(IReadOnlyList<int> labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (labels.Count == 0)
        {
            throw new ArgumentException("there are no rows to deal to clients", nameof(labels));
        }

        var classes = Enumerable.Range(0, classCount).Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < labels.Count; row++)
        {
            if (labels[row] < 0 || labels[row] >= classCount)
            {
                throw new ArgumentException($"row {row} has label {labels[row]}; expected 0 to {classCount - 1}", nameof(labels));
            }

            classes[labels[row]].Add(row);
        }

        return Array.ConvertAll(classes, rows => rows.ToArray());
    }

    private static List<int>[] Deal(IReadOnlyList<int> labels, int[][] classes, PartitionOptions options, RandomStream random)
    {
        var clients = Enumerable.Range(0, options.Clients).Select(_ => new List<int>()).ToArray();
        switch (options.Kind)
        {
            case PartitionKind.Iid:
                Cut(Shuffled(Enumerable.Range(0, labels.Count), random), Equal(options.Clients), clients);
                break;
            case PartitionKind.DirichletPerSample:
                Array.ForEach(classes, rows => Assign(rows, DirichletDraw.Proportions(random, options.Alpha, options.Clients), clients,
                    random));
                break;
            case PartitionKind.DirichletCut:
                Array.ForEach(classes,
                    rows => Cut(Shuffled(rows, random), DirichletDraw.Proportions(random, options.Alpha, options.Clients), clients));
                break;
            case PartitionKind.QuantitySkew:
                var sizes = DirichletDraw.Proportions(random, options.Alpha, options.Clients);
                Array.ForEach(classes, rows => Cut(Shuffled(rows, random), sizes, clients));
                break;
            case PartitionKind.Shards:
                DealShards(classes, options, clients, random);
                break;
            default:
                DealClasses(classes, options, clients, random);
                break;
        }

        return clients;
    }

    private static double[] Equal(int clients) => [.. Enumerable.Repeat(1.0 / clients, clients)];

    private static int[] Shuffled(IEnumerable<int> rows, RandomStream random)
    {
        var order = rows.ToArray();
        random.Shuffle<int>(order);
        return order;
    }

    /// <summary>Each row by a draw of its own.</summary>
    private static void Assign(int[] rows, double[] proportions, List<int>[] clients, RandomStream random)
    {
        foreach (var row in rows)
        {
            var draw = random.NextDouble();
            var client = 0;
            while (client < clients.Length - 1 && draw >= proportions[client])
            {
                draw -= proportions[client++];
            }

            clients[client].Add(row);
        }
    }

    /// <summary>The rows in order, cut where the sums of the proportions lie.</summary>
    private static void Cut(int[] rows, double[] proportions, List<int>[] clients)
    {
        var (sum, start) = (0.0, 0);
        for (var client = 0; client < clients.Length; client++)
        {
            sum += proportions[client];
            var end = client == clients.Length - 1 ? rows.Length : Math.Clamp((int)Math.Round(sum * rows.Length), start, rows.Length);
            clients[client].AddRange(rows.AsSpan(start, end - start));
            start = end;
        }
    }

    private static void DealShards(int[][] classes, PartitionOptions options, List<int>[] clients, RandomStream random)
    {
        var sorted = classes.SelectMany(rows => Shuffled(rows, random)).ToArray();
        var shards = options.Clients * options.ShardsPerClient;
        if (sorted.Length < shards)
        {
            throw new ArgumentException($"{options.Clients} clients with {options.ShardsPerClient} shards each need at least {shards} "
                + $"rows; found {sorted.Length}", nameof(options));
        }

        var order = Shuffled(Enumerable.Range(0, shards), random);
        for (var i = 0; i < shards; i++)
        {
            var (start, end) = ((int)((long)sorted.Length * order[i] / shards), (int)((long)sorted.Length * (order[i] + 1) / shards));
            clients[i / options.ShardsPerClient].AddRange(sorted.AsSpan(start, end - start));
        }
    }

    private static void DealClasses(int[][] classes, PartitionOptions options, List<int>[] clients, RandomStream random)
    {
        int[] held = [.. Enumerable.Range(0, classes.Length).Where(c => classes[c].Length > 0)];
        if (options.ClassesPerClient > held.Length)
        {
            throw new ArgumentException($"{options.ClassesPerClient} classes per client, but only {held.Length} classes have rows",
                nameof(options));
        }

        if (options.Clients * options.ClassesPerClient < held.Length)
        {
            throw new ArgumentException(
                $"{options.Clients} clients with {options.ClassesPerClient} classes each cannot hold {held.Length} classes: ask for more "
                    + $"clients or more classes per client",
                nameof(options));
        }

        var order = Shuffled(held, random);
        var holders = order.ToDictionary(c => c, _ => new List<int>());
        for (var i = 0; i < options.Clients * options.ClassesPerClient; i++)
        {
            holders[order[i % order.Length]].Add(i / options.ClassesPerClient);
        }

        foreach (var c in order)
        {
            var rows = Shuffled(classes[c], random);
            for (var i = 0; i < rows.Length; i++)
            {
                clients[holders[c][(int)((long)i * holders[c].Count / rows.Length)]].Add(rows[i]);
            }
        }
    }
}
