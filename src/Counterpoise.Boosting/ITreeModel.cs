using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Trees as a library holds them.</summary>
internal interface ITreeModel : IDisposable
{
    int ClassCount { get; }

    int ColumnCount { get; }

    int Rounds { get; }

    /// <summary>Probabilities row-major [rows, classes]; of two classes the second's alone, [rows].</summary>
    double[] Predict(DenseMatrix features, int threads);

    double[] Importance(ImportanceKind kind);

    /// <summary>
    /// Exact path-dependent Shapley values of the scores before the link, row-major [rows, outputs, columns + 1], the last the base; of two
    /// classes one output, the second's.
    /// </summary>
    double[] Contributions(DenseMatrix features, int threads);

    /// <summary>The model in the library's own file format, with a note that the library passes over.</summary>
    byte[] Serialize(string columns);
}
