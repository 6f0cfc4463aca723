using System.Runtime.InteropServices;
using Counterpoise.Numerics;

namespace Counterpoise.Profiles;

/// <summary>Rows whose features are equal to the last bit; −0 equals 0.</summary>
internal static class Duplicates
{
    public static (int Duplicate, int Conflicting) Of(DenseMatrix features, int[] labels)
    {
        var groups = new Dictionary<RowKey, List<int>>();
        for (var i = 0; i < features.Rows; i++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, new RowKey(features, i), out _);
            (group ??= []).Add(i);
        }

        var repeated = groups.Values.Where(g => g.Count > 1).ToArray();
        return (repeated.Sum(g => g.Count - 1), repeated.Where(g => g.Any(i => labels[i] != labels[g[0]])).Sum(g => g.Count));
    }
}
