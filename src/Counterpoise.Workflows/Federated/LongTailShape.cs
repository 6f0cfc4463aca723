namespace Counterpoise.Workflows.Federated;

/// <summary>The sizes of the classes over all clients where a long tail is drawn; the first class is the largest.</summary>
public enum LongTailShape
{
    /// <summary>n_c = n · ratio^(c / (C − 1)).</summary>
    Exponential,

    /// <summary>The first half of the classes has n rows, the others n · ratio.</summary>
    Step,
}
