namespace Counterpoise.Vision.Episodes;

/// <summary>How near a query is to a prototype.</summary>
public enum PrototypeDistance
{
    /// <summary>softmax(τ cos(z, P_c)) with P_c the mean of normalised supports.</summary>
    Cosine,

    /// <summary>softmax(−‖z − P_c‖²) with P_c the mean of supports.</summary>
    Euclidean,
}
