using Counterpoise.Deploy.Int8;

namespace Counterpoise.Deploy.CExport;

/// <summary>
/// Where each tensor lies in one block of memory, so that tensors that are never needed at the same time share it: greatest first, each at
/// the lowest place that is free while it lives. A reshape moves nothing: its output lies where its input does. O(n²) in tensors.
/// </summary>
public sealed class ArenaPlan
{
    private ArenaPlan(int[] offsets, int size) => (Offsets, Size) = (offsets, size);

    /// <summary>First byte of each tensor; −1 for tensors that no layer uses.</summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>Bytes of the block: the peak of what lives at once, as this plan lays it.</summary>
    public int Size { get; }

    /// <summary>Plans a network's memory.</summary>
    /// <param name="network">The network.</param>
    public static ArenaPlan Compute(IntegerNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var block = Enumerable.Range(0, network.Tensors.Count).ToArray();
        foreach (var reshape in network.Layers.OfType<IntegerReshape>()) block[reshape.Output] = block[reshape.Input];
        var lives = Lifetimes(network, block);
        var offsets = Enumerable.Repeat(-1, block.Length).ToArray();
        var size = 0;
        foreach (var tensor in lives.Keys.OrderByDescending(t => network.Tensors[t].Length).ThenBy(t => t))
        {
            var length = network.Tensors[tensor].Length;
            var taken = lives.Keys.Where(o => offsets[o] >= 0 && Overlap(lives[o], lives[tensor]))
                .Select(o => (Start: offsets[o], End: offsets[o] + network.Tensors[o].Length)).OrderBy(o => o.Start);
            var place = 0;
            foreach (var (start, end) in taken)
            {
                if (place + length <= start) break;
                place = Math.Max(place, end);
            }

            offsets[tensor] = place;
            size = Math.Max(size, place + length);
        }

        return new ArenaPlan([.. block.Select(b => offsets[b])], size);
    }

    /// <summary>First and last layer that a block is needed at; the input is there before the first, the output after the last.</summary>
    private static Dictionary<int, (int First, int Last)> Lifetimes(IntegerNetwork network, int[] block)
    {
        var lives = new Dictionary<int, (int First, int Last)>();
        void Use(int tensor, int layer)
        {
            var b = block[tensor];
            lives[b] = lives.TryGetValue(b, out var life) ? (Math.Min(life.First, layer), Math.Max(life.Last, layer)) : (layer, layer);
        }

        Use(network.Input, -1);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            foreach (var input in network.Layers[i].Inputs) Use(input, i);
            Use(network.Layers[i].Output, i);
        }

        Use(network.Output, network.Layers.Count);
        return lives;
    }

    private static bool Overlap((int First, int Last) a, (int First, int Last) b) => a.First <= b.Last && b.First <= a.Last;
}
