namespace Counterpoise.ClassifierForms;

/// <summary>
/// A tree as arrays over its nodes, the root first and children behind their parent. A row goes left where its column is at most the
/// threshold.
/// </summary>
/// <param name="SplitColumns">The column that a node splits; −1 is a leaf.</param>
/// <param name="Thresholds">Thresholds of the nodes.</param>
/// <param name="Left">Left children; −1 at leaves.</param>
/// <param name="Right">Right children; −1 at leaves.</param>
/// <param name="Values">What nodes hold, leaves being the ones that count: class priors [nodes, C], or scores [nodes].</param>
/// <param name="Output">The class that scores add to; 0 where there is one score.</param>
public sealed record TreeForm(int[] SplitColumns, double[] Thresholds, int[] Left, int[] Right, double[] Values, int Output)
{
    /// <summary>The most comparisons that a row can need.</summary>
    public int Depth()
    {
        var depth = new int[SplitColumns.Length];
        for (var i = 0; i < depth.Length; i++)
        {
            if (SplitColumns[i] >= 0) depth[Left[i]] = depth[Right[i]] = depth[i] + 1;
        }

        return depth.Max();
    }
}
