using System.Text.RegularExpressions;
using Counterpoise.Torch.Files;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Weight files of DenseNets: the published ones still have the names of the first version, <c>norm.1</c> for <c>norm1</c>.
/// </summary>
internal static partial class DenseNetWeights
{
    public static IReadOnlyDictionary<string, Tensor> Read(string path) =>
        WeightFile.Load(path).ToDictionary(tensor => NameToday(tensor.Key), tensor => tensor.Value);

    /// <summary>The name under which a tensor of the first version is known today; any other name stays what it is.</summary>
    public static string NameToday(string name) => FirstNames().Replace(name, "$1$2$3");

    [GeneratedRegex(@"^(.*denselayer\d+\.(?:norm|conv))\.([12])(\..*)$")]
    private static partial Regex FirstNames();
}
