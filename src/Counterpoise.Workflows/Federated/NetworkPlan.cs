using Counterpoise.Federated.Networks;
using Counterpoise.Learning.Models;

namespace Counterpoise.Workflows.Federated;

/// <summary>The architecture that the server and all clients of a federation make anew from three numbers.</summary>
/// <param name="Kind"><c>convolutional</c> for images, <c>perceptron</c> for tables.</param>
/// <param name="Inputs">Channels of the images or columns of the table, at least 1.</param>
/// <param name="Classes">C, at least 2.</param>
public sealed record NetworkPlan(string Kind, int Inputs, int Classes)
{
    /// <summary>The word for <see cref="SmallNetworks.Convolutional"/>.</summary>
    public const string Convolutional = "convolutional";

    /// <summary>The word for <see cref="SmallNetworks.Perceptron"/>.</summary>
    public const string Perceptron = "perceptron";

    /// <summary>Makes the network.</summary>
    /// <exception cref="InputException">There is no such kind.</exception>
    public EmbeddingClassifier Create() => Kind switch
    {
        Convolutional => SmallNetworks.Convolutional(Inputs, Classes),
        Perceptron => SmallNetworks.Perceptron(Inputs, Classes),
        _ => throw new InputException($"there is no network '{Kind}'; expected {Convolutional} or {Perceptron}"),
    };
}
