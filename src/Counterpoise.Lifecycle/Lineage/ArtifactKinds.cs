namespace Counterpoise.Lifecycle.Lineage;

/// <summary>Kinds of artifacts that the store itself knows.</summary>
public static class ArtifactKinds
{
    /// <summary>Bytes as they came from outside: an origin.</summary>
    public const string RawData = "raw-data";

    /// <summary>A plan: an origin, since a person or a planner wrote it.</summary>
    public const string Plan = "plan";

    /// <summary>Whether an artifact of this kind may have no parents.</summary>
    /// <param name="kind">A kind.</param>
    public static bool IsOrigin(string kind) => kind is RawData or Plan;
}
