namespace Counterpoise.Torch.Modules;

/// <summary>What <c>LoadStateDict</c> found to differ between a file and a module.</summary>
/// <param name="Missing">Tensors of the module that the state lacked.</param>
/// <param name="Unexpected">Keys of the state that the module lacks.</param>
/// <param name="Misshaped">Tensors whose shapes differ, each with both shapes.</param>
public sealed record StateDictReport(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Misshaped)
{
    /// <summary>Whether every tensor was loaded and every key used.</summary>
    public bool IsComplete => Missing.Count + Unexpected.Count + Misshaped.Count == 0;

    /// <summary>All differences, one a line.</summary>
    public override string ToString() => string.Join('\n',
        Lines("missing", Missing).Concat(Lines("unexpected", Unexpected)).Concat(Lines("of another shape", Misshaped)));

    private static IEnumerable<string> Lines(string kind, IReadOnlyList<string> keys) => keys.Select(k => $"  {kind}: {k}");
}
