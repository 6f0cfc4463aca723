namespace Counterpoise.Workflows.Federated;

/// <summary>Where the files of a federation of real processes lie.</summary>
/// <param name="path">The folder.</param>
internal sealed class FederationFolder(string path)
{
    /// <summary>The folder as a full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What server and clients have in common.</summary>
    public string Plan => System.IO.Path.Combine(Path, "federation.json");

    /// <summary>Rows that no client trains on.</summary>
    public string Test => System.IO.Path.Combine(Path, "test.safetensors");

    /// <summary>What the server keeps after each round.</summary>
    public string Server => System.IO.Path.Combine(Path, "server");

    /// <summary>The certificate of the server, where it made its own.</summary>
    public string Certificate => System.IO.Path.Combine(Path, "server.pfx");

    /// <summary>The trained network.</summary>
    public string Model => System.IO.Path.Combine(Path, "model.safetensors");

    private string Clients => System.IO.Path.Combine(Path, "clients");

    /// <summary>The rows of a client.</summary>
    public string RowsOf(string client) => System.IO.Path.Combine(Clients, Uri.EscapeDataString(client) + ".safetensors");

    /// <summary>Writes rows of clients and test rows: all of them in the place of those before, or none.</summary>
    /// <param name="write">Writes them into the folder that it is given.</param>
    public void Write(Action<FederationFolder> write)
    {
        var staged = new FederationFolder(System.IO.Path.Combine(Path, "dealing.tmp"));
        Delete(staged.Path);
        try
        {
            Directory.CreateDirectory(staged.Clients);
            write(staged);
            Delete(Clients);
            Directory.Move(staged.Clients, Clients);
            File.Move(staged.Test, Test, overwrite: true);
        }
        finally
        {
            Delete(staged.Path);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
