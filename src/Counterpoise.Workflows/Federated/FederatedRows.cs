using Counterpoise.Splits;

namespace Counterpoise.Workflows.Federated;

/// <summary>The rows of a federation before they are dealt: images or a table.</summary>
internal abstract class FederatedRows
{
    /// <summary>What people call the data.</summary>
    public abstract string Name { get; }

    /// <summary>What a row is, in the plural: images or rows.</summary>
    public abstract string Things { get; }

    /// <summary>C names.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of each row.</summary>
    public abstract int[] Labels { get; }

    /// <summary>The client of each row where the data says it; null where it does not.</summary>
    public abstract IReadOnlyList<string>? Clients { get; }

    /// <summary>Training and test rows under a seed.</summary>
    public abstract Split Split(ulong seed);

    /// <summary>Turns rows into numbers; what is learned for that, such as means of columns, comes from the training rows.</summary>
    public abstract FederatedInputs Prepare(int[] train, int[] test, CancellationToken cancellationToken);
}
