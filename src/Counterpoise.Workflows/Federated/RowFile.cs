using System.Globalization;
using Counterpoise.Federated.Rounds;
using Counterpoise.Files;
using Counterpoise.Torch.Files;

namespace Counterpoise.Workflows.Federated;

/// <summary>Rows of one client, or of the test split, as numbers in a safetensors file.</summary>
internal static class RowFile
{
    private const int CurrentFormat = 1;
    private const string Inputs = "inputs", Labels = "labels", Counts = "counts", Client = "client";

    private static string Version => CurrentFormat.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a client's rows.</summary>
    public static void Save(string path, ClientData rows, CancellationToken cancellationToken)
    {
        using var labels = torch.tensor(rows.Labels.Select(label => (long)label).ToArray());
        SafetensorsFile.Save(path, new Dictionary<string, Tensor> { [Inputs] = rows.Inputs, [Labels] = labels }, new Dictionary<string,
            string> { [FileFormat.Key] = Version, [Client] = rows.Name }, cancellationToken: cancellationToken);
    }

    /// <summary>Writes the test rows with the counts of the clients' rows by class, by which thirds of the classes are told.</summary>
    public static void SaveTest(string path, Tensor inputs, IReadOnlyList<int> labels, IReadOnlyList<IReadOnlyList<int>> counts,
        CancellationToken cancellationToken)
    {
        using var classes = torch.tensor(labels.Select(label => (long)label).ToArray());
        using var held = torch.tensor(counts.SelectMany(client => client.Select(n => (long)n)).ToArray(), [counts.Count, counts[0].Count]);
        SafetensorsFile.Save(path, new Dictionary<string, Tensor> { [Inputs] = inputs, [Labels] = classes, [Counts] = held },
            new Dictionary<string, string> { [FileFormat.Key] = Version }, cancellationToken: cancellationToken);
    }

    /// <summary>Reads a client's rows; the inputs are the caller's.</summary>
    /// <exception cref="InputException">The file holds none, or not of this federation.</exception>
    public static ClientData Load(string path, string? name, int classes)
    {
        using var archive = SafetensorsFile.Open(path);
        Require(archive, path);
        var client = name ?? archive.Metadata.GetValueOrDefault(Client) ?? throw new InputException($"{path} names no client: give --name");
        var (inputs, labels) = Read(archive, path, classes);
        return new ClientData(client, inputs, labels, classes);
    }

    /// <summary>Reads test rows; the inputs are the caller's.</summary>
    /// <exception cref="InputException">The file holds none, or not of this federation.</exception>
    public static (Tensor Inputs, int[] Labels, IReadOnlyList<IReadOnlyList<int>> Counts) LoadTest(string path, int classes)
    {
        using var archive = SafetensorsFile.Open(path);
        Require(archive, path);
        var (inputs, labels) = Read(archive, path, classes);
        using var held = Find(archive, path, Counts).ToTensor(null);
        return (inputs, labels, [.. held.data<long>().ToArray().Select(n => (int)n).Chunk(classes)]);
    }

    private static (Tensor Inputs, int[] Labels) Read(TensorArchive archive, string path, int classes)
    {
        using var codes = Find(archive, path, Labels).ToTensor(null);
        int[] labels = [.. codes.data<long>().ToArray().Select(code => (int)code)];
        int[] wrong = [.. labels.Where(label => label < 0 || label >= classes)];
        return wrong.Length > 0
            ? throw new InputException($"{path} has label {wrong[0]}; this federation has classes 0 to {classes - 1}")
            : (Find(archive, path, Inputs).ToTensor(null), labels);
    }

    private static void Require(TensorArchive archive, string path) =>
        FileFormat.Require(path, archive.Metadata, CurrentFormat, "deal the rows again");

    private static StoredTensor Find(TensorArchive archive, string path, string name) =>
        archive.Tensors.TryGetValue(name, out var tensor) ? tensor
            : throw new InputException($"{path} has no tensor '{name}': it holds no rows that federate deal has written");
}
