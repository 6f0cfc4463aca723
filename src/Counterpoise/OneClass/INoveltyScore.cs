using Counterpoise.Numerics;

namespace Counterpoise.OneClass;

/// <summary>How strange rows are beside those of the majority; higher is stranger.</summary>
internal interface INoveltyScore
{
    int Columns { get; }

    double[] Of(DenseMatrix features);
}
