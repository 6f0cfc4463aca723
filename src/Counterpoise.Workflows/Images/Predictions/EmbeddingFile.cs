using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Torch.Files;

namespace Counterpoise.Workflows.Images;

/// <summary>Embeddings of predicted images in a file, whole or not at all.</summary>
internal static class EmbeddingFile
{
    private const string Npy = ".NPY", Csv = ".CSV";

    /// <summary>Whether a file's ending names a format that embeddings are written in.</summary>
    public static bool CanWrite(string path) => Ending(path) is Npy or Csv;

    /// <summary>Writes a row for each prediction.</summary>
    public static void Write(string path, IReadOnlyList<ImagePrediction> predictions, CancellationToken cancellationToken)
    {
        var width = predictions[0].Embedding.Length;
        if (Ending(path) == Npy)
        {
            using var rows = torch.tensor((float[])[.. predictions.SelectMany(p => p.Embedding)], [predictions.Count, width]);
            NpyFile.Save(path, rows, cancellationToken);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(string.Join(',', Enumerable.Range(0, width).Select(j => $"e{j}").Prepend("image")));
            foreach (var prediction in predictions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Write(CsvField.Of(prediction.Image));
                foreach (var number in prediction.Embedding)
                {
                    writer.Write(',');
                    writer.Write(number.ToString("R", CultureInfo.InvariantCulture));
                }

                writer.WriteLine();
            }
        });
    }

    private static string Ending(string path) => Path.GetExtension(path).ToUpperInvariant();
}
