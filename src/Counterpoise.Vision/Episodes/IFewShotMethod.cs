using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>A way to judge queries from a few supports, on features that are given.</summary>
public interface IFewShotMethod
{
    /// <summary>The name in reports.</summary>
    string Name { get; }

    /// <summary>Gives the probability of each class for each query.</summary>
    /// <param name="supports">n rows of features.</param>
    /// <param name="labels">Their classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C.</param>
    /// <param name="queries">m rows of features.</param>
    /// <returns>Row-major m × C; rows sum to 1.</returns>
    double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries);
}
