using System.Security.Cryptography;
using Counterpoise.Classifiers;
using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Partitions;
using Counterpoise.Federated.Rounds;
using Counterpoise.Splits;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Federated;

/// <summary>Deals rows to clients, seed by seed: the numbers of one seed are in memory at a time.</summary>
/// <param name="options">Which rows, and how.</param>
/// <param name="baselines">Whether baselines are fitted beside.</param>
/// <param name="events">Who is told.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class FederatedDealing(FederatedDataOptions options, bool baselines, IProgress<WorkflowEvent>? events,
    CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Names of the baselines in results.</summary>
    public const string Majority = "majority class", Linear = "logistic regression on all rows";

    private readonly FederatedRows _rows = FederatedKind.Of(options.Task, options.Path).Open(options, events, cancellationToken);
    private readonly List<IDisposable> _owned = [];

    /// <summary>What was dealt so far, seed by seed.</summary>
    public List<DealtClients> Dealt { get; } = [];

    /// <summary>The rows of the last seed as numbers.</summary>
    public FederatedInputs Inputs { get; private set; } = null!;

    /// <summary>The class of each test row of the last seed.</summary>
    public int[] TestLabels { get; private set; } = [];

    /// <summary>C names.</summary>
    public IReadOnlyList<string> ClassNames => _rows.ClassNames;

    /// <summary>What people call the data.</summary>
    public string Name => _rows.Name;

    /// <summary>What a row is: images or rows.</summary>
    public string Things => _rows.Things;

    /// <summary>
    /// Draws the split, the long tail and the partition of a seed; what an earlier seed has given may not be used any more.
    /// </summary>
    public FederatedSetup Deal(ulong seed)
    {
        Dispose();
        var split = _rows.Split(seed);
        foreach (var warning in split.Warnings)
        {
            events.Warn($"seed {seed}: {warning}");
        }

        var train = LongTailed(split.Train, seed);
        int[] labels = [.. train.Select(row => _rows.Labels[row])], testLabels = [.. split.Test.Select(row => _rows.Labels[row])];
        RequireClasses(labels, testLabels);
        var partition = Partition(train, labels, seed);
        TellEmpty(partition, seed);
        var inputs = _rows.Prepare(train, split.Test, cancellationToken);
        _owned.Add(inputs);
        (Inputs, TestLabels) = (inputs, testLabels);
        var clients = partition.Rows.Select((rows, k) => Client(partition.Names[k], inputs.Train, labels, rows)).ToArray();
        var evaluator = new FederatedEvaluator(inputs.Test, testLabels, ClassNames, partition.Counts);
        Dealt.Add(new DealtClients(seed, partition, testLabels.Length, inputs.Network, Fingerprint(inputs, labels, testLabels, partition),
            baselines ? Baselines(inputs, labels, evaluator) : new Dictionary<string, IReadOnlyDictionary<string, double>>()));
        return new FederatedSetup(clients, evaluator, inputs.Network.Create);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        _owned.Clear();
    }

    private int[] LongTailed(int[] train, ulong seed)
    {
        if (options.Ratio is not { } ratio)
        {
            return train;
        }

        int[] labels = [.. train.Select(row => _rows.Labels[row])], counts = Wanted(labels, ratio);
        for (var c = 0; c < counts.Length; c++)
        {
            var found = labels.Count(label => label == c);
            if (found < counts[c])
            {
                throw new InputException(
                    $"class '{ClassNames[c]}' has {found} training {Things}, and the long tail asks for {counts[c]}: give --largest, a "
                    + $"smaller --ratio, or the classes in descending order of their {Things}");
            }

            if (counts[c] == 0)
            {
                throw new InputException(FormattableString.Invariant(
                    $"a ratio of {ratio} leaves class '{ClassNames[c]}' without {Things}: give a larger --ratio or --largest"));
            }
        }

        return [.. LongTail.Draw(labels, counts, checked((uint)seed)).Select(at => train[at])];
    }

    /// <summary>Class sizes for the largest class that the others allow, unless it is given.</summary>
    private int[] Wanted(int[] labels, double ratio)
    {
        int[] Sizes(int largest) => options.Shape == LongTailShape.Exponential
            ? LongTail.ExponentialCounts(largest, ratio, ClassNames.Count) : LongTail.StepCounts(largest, ratio, ClassNames.Count);
        if (options.Largest is { } given)
        {
            return Sizes(given);
        }

        int[] found = [.. Enumerable.Range(0, ClassNames.Count).Select(c => labels.Count(label => label == c))];
        var largest = Math.Max(1, found[0]);
        while (largest > 1 && Sizes(largest).Zip(found).Any(c => c.First > c.Second))
        {
            largest--;
        }

        return Sizes(largest);
    }

    private void RequireClasses(int[] labels, int[] testLabels)
    {
        foreach (var (part, held) in new[] { ("training", labels), ("test", testLabels) })
        {
            string[] absent = [.. Enumerable.Range(0, ClassNames.Count).Where(c => !held.Contains(c)).Select(c => $"'{ClassNames[c]}'")];
            if (absent.Length > 0)
            {
                throw new InputException(
                    $"{Name}: {(absent.Length == 1 ? "class" : "classes")} {string.Join(", ", absent)} "
                    + $"{(absent.Length == 1 ? "has" : "have")} no {part} {Things}, so that "
                    + $"{(part == "training" ? "no client could learn" : "nothing could judge")} {(absent.Length == 1 ? "it" : "them")}: "
                    + $"leave the class out, or give more {Things} of it");
            }
        }
    }

    private Partition Partition(int[] train, int[] labels, ulong seed)
    {
        try
        {
            return options.Partition == ClientPartition.ByColumn
                ? Partitioner.SplitById(labels, ClassNames.Count, [.. train.Select(row => _rows.Clients![row])])
                : Partitioner.Split(labels, ClassNames.Count, options.Dealing with { Kind = KindOf(options.Partition) }, seed);
        }
        catch (InvalidOperationException fault)
        {
            throw new InputException(fault.Message);
        }
    }

    private static PartitionKind KindOf(ClientPartition partition) => partition switch
    {
        ClientPartition.Dirichlet => PartitionKind.DirichletPerSample,
        ClientPartition.DirichletProportional => PartitionKind.DirichletCut,
        ClientPartition.Iid => PartitionKind.Iid,
        ClientPartition.Shards => PartitionKind.Shards,
        ClientPartition.Pathological => PartitionKind.Pathological,
        _ => PartitionKind.QuantitySkew,
    };

    private void TellEmpty(Partition partition, ulong seed)
    {
        string[] empty = [.. partition.Names.Where((_, k) => partition.Rows[k].Count == 0)];
        if (empty.Length > 0)
        {
            events.Warn($"seed {seed}: {empty.Length} of {partition.Clients} clients "
                + $"({string.Join(", ", empty.Take(5))}{(empty.Length > 5 ? ", …" : "")}) have no {Things} and take no part: "
                + $"--minimum-rows draws again");
        }
    }

    private ClientData Client(string name, Tensor inputs, int[] labels, IReadOnlyList<int> rows)
    {
        using var index = torch.tensor(rows.Select(row => (long)row).ToArray());
        var own = inputs.index_select(0, index);
        _owned.Add(own);
        return new ClientData(name, own, [.. rows.Select(row => labels[row])], ClassNames.Count);
    }

    private Dictionary<string, IReadOnlyDictionary<string, double>> Baselines(FederatedInputs inputs, int[] labels,
        FederatedEvaluator evaluator)
    {
        var classes = ClassNames.Count;
        double[] shares = [.. Enumerable.Range(0, classes).Select(c => labels.Count(label => label == c) / (double)labels.Length)];
        var test = (int)inputs.Test.shape[0];
        var model = new Standardized(new LogisticRegression());
        var fitted = model.Fit(inputs.TrainMatrix, labels, classes, [], new Randomness.RandomStream(0, "baseline"), cancellationToken);
        return new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            [Majority] = evaluator.Evaluate([.. Enumerable.Range(0, test).SelectMany(_ => shares)], cancellationToken),
            [Linear] = evaluator.Evaluate(fitted.PredictProbabilities(inputs.TestMatrix), cancellationToken),
        };
    }

    private static string Fingerprint(FederatedInputs inputs, int[] labels, int[] testLabels, Partition partition)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in new[] { inputs.Train, inputs.Test })
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.data<float>().ToArray()));
        }

        var numbers = labels.Concat(testLabels).Concat(partition.Rows.SelectMany(rows => rows.Append(-1))).ToArray();
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(numbers));
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{inputs.Network} {string.Join('\n', partition.Names)}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
