namespace Counterpoise.Graph.Generators;

/// <summary>One class for a window that may hold several conflicts: direct before indirect before implicit.</summary>
public static class ConflictPriority
{
    /// <summary>What the classes are called: none, direct, indirect, implicit.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "direct", "indirect", "implicit"];

    /// <summary>The class of a window: 0 for no conflict, else 1 to 3, the first of its types.</summary>
    /// <param name="types">The conflicts of the window.</param>
    public static int ClassOf(ConflictTypes types) => types.HasFlag(ConflictTypes.Direct) ? 1
        : types.HasFlag(ConflictTypes.Indirect) ? 2
        : types.HasFlag(ConflictTypes.Implicit) ? 3 : 0;
}
