using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Networks;

/// <summary>
/// Two plain networks for federations of small pictures and of tables. Their embeddings end with a linear layer, as FedETF needs.
/// </summary>
public static class SmallNetworks
{
    /// <summary>Width of the embedding of both.</summary>
    public const int EmbeddingSize = 128;

    /// <summary>
    /// Three 3×3 convolutions of 16, 32 and 64 channels with batch norm and ReLU, halved twice, and one linear layer to the embedding:
    /// 98,554 parameters for ten classes of grey pictures.
    /// </summary>
    /// <param name="channels">Channels of the pictures, at least 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    public static EmbeddingClassifier Convolutional(int channels, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        var body = nn.Sequential(
            nn.Conv2d(channels, 16, 3, padding: 1, bias: false), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding: 1, bias: false), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding: 1, bias: false), nn.BatchNorm2d(64), nn.ReLU(), nn.AdaptiveAvgPool2d(3),
            nn.Flatten(), nn.Linear(64 * 9, EmbeddingSize));
        return new NetworkClassifier(body, nn.Linear(EmbeddingSize, classCount),
            FormattableString.Invariant($"federated-cnn of {channels} channels"));
    }

    /// <summary>One hidden layer of 128 with ReLU, and one linear layer to the embedding.</summary>
    /// <param name="columns">Columns of the table, at least 1; standardise them.</param>
    /// <param name="classCount">C, at least 2.</param>
    public static EmbeddingClassifier Perceptron(int columns, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        var body = nn.Sequential(nn.Linear(columns, 128), nn.ReLU(), nn.Linear(128, EmbeddingSize));
        return new NetworkClassifier(body, nn.Linear(EmbeddingSize, classCount),
            FormattableString.Invariant($"federated-mlp of {columns} columns"));
    }
}
