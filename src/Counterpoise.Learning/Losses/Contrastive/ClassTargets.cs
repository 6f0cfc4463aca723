using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Fixed points, uniform on the sphere, that classes are drawn to, [C, d]; which class has which follows the running centroids of their
/// embeddings, so that the sum of the ways is least.
/// </summary>
/// <remarks>
/// A centroid is the normalised running mean (momentum 0.9) of the normalised means of its class in a batch; a class without a row so far
/// has none, and takes what the others leave. Centroids are buffers and so travel in checkpoints; the points follow from C, d and the seed.
/// </remarks>
public sealed class ClassTargets : nn.Module
{
    private const double Momentum = 0.9;

    private readonly double[] _points;

    /// <summary>Places the points and declares the centroids, with no row seen.</summary>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="size">d, at least 1.</param>
    /// <param name="seed">Turns the points as a whole.</param>
    public ClassTargets(int classes, int size, ulong seed = 0) : base(nameof(ClassTargets))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (Classes, Size, _points) = (classes, size, UniformDirections.Create(classes, size, seed));
        this.RegisterBuffer("centroids", [classes, size], Initializer.Zeros, ScalarType.Float64);
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>d.</summary>
    public int Size { get; }

    /// <summary>Takes rows into the centroids of their classes.</summary>
    /// <param name="normalised">Normalised embeddings, [M, d].</param>
    /// <param name="labels">[M], int64 in 0..C−1.</param>
    public void Add(Tensor normalised, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var centroids = get_buffer("centroids")!;
        var (rows, classes) = (normalised.Detach().To(centroids.Device, ScalarType.Float64), labels.To(centroids.Device));

        // The length of a mean does not matter to its direction, so the sum will do.
        var here = Functional.Normalize(centroids.ZerosLike().IndexAdd(0, classes, rows));
        var moved = Functional.Normalize((centroids * Momentum) + (here * (1 - Momentum)));
        var seen = classes.BinCount(leastLength: Classes).GreaterThan(0).Unsqueeze(1);
        centroids.CopyFrom(moved.Where(seen, centroids));
    }

    /// <summary>The point of each class, [C, d], float64.</summary>
    public Tensor Assigned()
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var points = Tensor.FromArray(_points, Classes, Size);
        var similarities = get_buffer("centroids")!.To(torch.CPU).MatMul(points.T()).ToArray<double>();
        var pointOf = LinearAssignment.Solve(Array.ConvertAll(similarities, s => -s), Classes);
        return scope.Keep(points.IndexSelect(0, Tensor.FromArray(Array.ConvertAll(pointOf, p => (long)p))));
    }
}
