using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

/// <summary>The golden rows in two views, and plain numbers for losses written out by hand.</summary>
internal static class ContrastiveOracle
{
    public static ContrastiveBatch BothViews => new(
        Tensor.Concatenate([Golden.Embeddings, Tensor.FromArray(Golden.Acl.Numbers("two_view_second"), 6, 3)]),
        Tensor.Concatenate([Golden.Labels, Golden.Labels]))
    { Views = 2 };

    /// <summary>The same with a label of its own for each row: then own views are the only positives.</summary>
    public static ContrastiveBatch OwnViews => new(BothViews.Embeddings, Tensor.Arange(12) % 6) { Views = 2 };

    public static double[][] Rows(Tensor matrix) => [.. Enumerable.Range(0, (int)matrix.Size(0)).Select(i => matrix[i].ToArray<double>())];

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
