using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Vision.Episodes;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Blocks of a head with simulated distortions, as anatomy and as diffusion with one of five b-values, normalised.</summary>
internal sealed class DistortedBlocks
{
    public const int Depth = 8, Side = 24, BValues = 5;
    public const int Voxels = Depth * Side * Side;
    private const double Foreground = 0.3;

    /// <summary>Grades that add up to more than this are not readable.</summary>
    private const double Readable = 2.2;

    private readonly List<float[]> _anatomy = [], _diffusion = [];
    private readonly List<int> _conditions = [], _labels = [], _causes = [];

    public IReadOnlyList<int> Labels => _labels;

    /// <summary>The strongest distortion of each block.</summary>
    public IReadOnlyList<int> Causes => _causes;

    public int Count => _labels.Count;

    /// <summary>Base classes: clean, mild and strong warp, mild and strong ghosting.</summary>
    public static DistortedBlocks Graded(NiftiVolume head, int count, ulong seed)
    {
        var blocks = new DistortedBlocks();
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(seed, "graded", (ulong)i);
            var label = i % 5;
            var grades = new double[4];
            if (label > 0)
            {
                grades[(label - 1) / 2] = label % 2 == 1 ? 0.7 : 1.8;
            }

            blocks.Add(head, grades, label, random);
        }

        return blocks;
    }

    /// <summary>All four distortions at random; the class says whether the block can be read.</summary>
    public static DistortedBlocks Mixed(IReadOnlyList<NiftiVolume> heads, int count, ulong seed)
    {
        var blocks = new DistortedBlocks();
        for (var i = 0; i < count * heads.Count; i++)
        {
            var random = new RandomStream(seed, "mixed", (ulong)i);
            double[] grades = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble() < 0.5 ? 0 : 1.8 * random.NextDouble())];
            blocks.Add(heads[i % heads.Count], grades, grades.Sum() > Readable ? 1 : 0, random);
        }

        return blocks;
    }

    public (float[] Anatomy, float[] Diffusion, long[] Conditions) Select(IReadOnlyList<int> rows)
    {
        var (anatomy, diffusion) = (new float[rows.Count * Voxels], new float[rows.Count * Voxels]);
        for (var i = 0; i < rows.Count; i++)
        {
            _anatomy[rows[i]].CopyTo(anatomy, i * Voxels);
            _diffusion[rows[i]].CopyTo(diffusion, i * Voxels);
        }

        return (anatomy, diffusion, [.. rows.Select(r => (long)_conditions[r])]);
    }

    /// <summary>Both normalised blocks, every third voxel along the longer axes, as plain features.</summary>
    public DenseMatrix Raw()
    {
        int[] kept = [.. Enumerable.Range(0, Voxels).Where(i => i % Side % 3 == 1 && i / Side % Side % 3 == 1
            && i / (Side * Side) % 2 == 0)];
        var rows = new DenseMatrix(Count, 2 * kept.Length);
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < kept.Length; j++)
            {
                (rows[i, j], rows[i, kept.Length + j]) = (_anatomy[i][kept[j]], _diffusion[i][kept[j]]);
            }
        }

        return rows;
    }

    private void Add(NiftiVolume head, double[] grades, int label, RandomStream random)
    {
        var block = Cut(head, random);
        var b = (int)random.NextInteger(BValues);
        float[] diffusion = [.. block.Select(v => (float)(v * Math.Exp(-0.4 * (b + 1) * (1.2 - Math.Min(1, v)))))];
        foreach (var kind in Enum.GetValues<VolumeDistortion>())
        {
            block = VolumeDistortions.Apply(block, Depth, Side, Side, kind, grades[(int)kind], random);
            diffusion = VolumeDistortions.Apply(diffusion, Depth, Side, Side, kind, grades[(int)kind], random);
        }

        var (first, second) = (new float[Voxels], new float[Voxels]);
        MaskedNormalization.Apply(block, first);
        MaskedNormalization.Apply(diffusion, second);
        _anatomy.Add(first);
        _diffusion.Add(second);
        _conditions.Add(b);
        _labels.Add(label);
        _causes.Add(Array.IndexOf(grades, grades.Max()));
    }

    /// <summary>A block with enough foreground, every second voxel, with values of about 0 to 1.</summary>
    private static float[] Cut(NiftiVolume head, RandomStream random)
    {
        const int step = 2, tries = 200;
        var most = head.Values.Max();
        var block = new float[Voxels];
        for (var t = 0; t < tries; t++)
        {
            var (x0, y0, z0) = ((int)random.NextInteger(head.Shape[0] - (step * Side)),
                (int)random.NextInteger(head.Shape[1] - (step * Side)), (int)random.NextInteger(head.Shape[2] - (step * Depth)));
            var inside = 0;
            for (var i = 0; i < Voxels; i++)
            {
                block[i] = head[x0 + (step * (i % Side)), y0 + (step * (i / Side % Side)), z0 + (step * (i / (Side * Side)))] / most;
                inside += block[i] > 0.15 ? 1 : 0;
            }

            if (inside > Foreground * Voxels)
            {
                break;
            }
        }

        return [.. block];
    }
}
