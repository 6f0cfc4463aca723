using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>Patches with the classes of their pixels, and how they are split.</summary>
/// <param name="Name">What the data are called.</param>
/// <param name="Patches">The patches.</param>
/// <param name="Classes">The class of each patch, by which splits are stratified; null where its pixels have several.</param>
/// <param name="Test">The patches that are the test split of every split; null where a seed draws them.</param>
/// <param name="Notes">What to know of them, in sentences.</param>
internal sealed record LabelledPixels(string Name, PixelPatches Patches, int[]? Classes, int[]? Test, IReadOnlyList<string> Notes)
{
    /// <summary>The columns of a table, in their order; empty for patches.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The split of a seed.</summary>
    public Split Split(ulong seed)
    {
        var random = new RandomStream(seed, "pixel-split");
        if (Classes is not null)
        {
            return StratifiedSplit.Of(Classes, 0.3, 0.1, random);
        }

        int[] free = [.. Enumerable.Range(0, Patches.Count).Except(Test ?? [])];
        random.Shuffle<int>(free);
        var test = Test ?? free[..Math.Max(1, free.Length * 3 / 10)];
        var rest = free.Except(test).ToArray();
        var held = Math.Max(1, rest.Length / 7);
        return new Split { Train = [.. rest[held..].Order()], Validation = [.. rest[..held].Order()], Test = [.. test.Order()] };
    }
}
