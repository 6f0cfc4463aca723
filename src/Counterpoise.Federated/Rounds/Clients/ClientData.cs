namespace Counterpoise.Federated.Rounds;

/// <summary>The rows of one client. They never leave it.</summary>
public sealed class ClientData
{
    /// <summary>Creates the rows of a client.</summary>
    /// <param name="name">What it is called in progress and errors; unique.</param>
    /// <param name="inputs">[n, …], float; the caller keeps it alive and disposes it.</param>
    /// <param name="labels">The class of each row, 0 to C − 1.</param>
    /// <param name="classCount">C.</param>
    /// <exception cref="ArgumentException">The numbers differ, or a label is no class.</exception>
    public ClientData(string name, Tensor inputs, IReadOnlyList<int> labels, int classCount)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (inputs.dim() == 0 || inputs.shape[0] != labels.Count)
        {
            throw new ArgumentException(
                $"client {name}: inputs of shape [{string.Join(", ", inputs.shape)}] and {labels.Count} labels: expected as many rows as "
                + $"labels", nameof(labels));
        }

        if (labels.Any(label => label < 0 || label >= classCount))
        {
            throw new ArgumentException(
                $"client {name}: label {labels.First(label => label < 0 || label >= classCount)}; expected 0 to {classCount - 1}",
                nameof(labels));
        }

        (Name, Inputs, Labels, ClassCount) = (name, inputs, [.. labels], classCount);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>[n, …].</summary>
    public Tensor Inputs { get; }

    /// <summary>The class of each row, as it came; kept for audit when rows are re-labelled.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>C.</summary>
    public int ClassCount { get; }

    /// <summary>n.</summary>
    public int Count => Labels.Count;

    /// <summary>Rows of each class among some labels.</summary>
    internal static int[] CountClasses(IEnumerable<int> labels, int classCount)
    {
        var counts = new int[classCount];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return counts;
    }
}
