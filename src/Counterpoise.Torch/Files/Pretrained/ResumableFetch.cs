using System.Net;
using System.Net.Http.Headers;

namespace Counterpoise.Torch.Files;

/// <summary>Fetches an address into a partial file, going on after the bytes that are already there when the server can.</summary>
internal sealed class ResumableFetch(HttpClient client, PublishedWeights weights, string target, PretrainedOptions options)
{
    private const int BufferBytes = 1 << 16;

    public async Task RunAsync(FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AttemptAsync(partial, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (IsBroken(e, cancellationToken))
            {
                await partial.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                if (attempt == options.Attempts)
                    throw new WeightFetchException(weights, target,
                        $"no whole answer in {attempt} attempts ({e.Message}); the {partial.Length} bytes that came are kept, and "
                        + $"another call goes on from there", e);
                await Task.Delay(options.Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AttemptAsync(FileStream partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(options.StallTimeout);
        using var response = await AskAsync(partial.Length, stall.Token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Either everything is here already, which the hash will show, or what is here is another file.
            if (response.Content.Headers.ContentRange?.Length == partial.Length)
                return;
            partial.SetLength(0);
            throw new HttpRequestException("the bytes of an earlier fetch do not fit the file at the address");
        }

        if (!response.IsSuccessStatusCode)
            throw new WeightFetchException(weights, target, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != partial.Length)
            partial.SetLength(0);
        partial.Position = partial.Length;

        var total = partial.Length + response.Content.Headers.ContentLength;
        if (total > weights.MaximumBytes)
            throw TooLarge(total.Value);
        var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        await CopyAsync(body, partial, total, progress, stall).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> AskAsync(long from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, weights.Address);
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task CopyAsync(Stream body, FileStream partial, long? total, IProgress<FetchProgress>? progress,
        CancellationTokenSource stall)
    {
        var buffer = new byte[BufferBytes];
        progress?.Report(new FetchProgress(partial.Position, total));
        while (true)
        {
            stall.CancelAfter(options.StallTimeout);
            var read = await ReadAsync(body, buffer, stall.Token).ConfigureAwait(false);
            if (read == 0)
                break;
            if (partial.Position + read > weights.MaximumBytes)
            {
                partial.SetLength(0);
                throw TooLarge(partial.Position + read);
            }

            await partial.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
            progress?.Report(new FetchProgress(partial.Position, total));
        }

        await partial.FlushAsync(stall.Token).ConfigureAwait(false);
    }

    // A reset connection is a bare IOException, which a fault of the disk would be too.
    private static async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    private WeightFetchException TooLarge(long bytes) => new(weights, target,
        $"the server sends {bytes} bytes or more, expected at most {weights.MaximumBytes}");

    // A stall looks like a cancellation, but not the caller's. Faults of the disk and answers of the server are final.
    private static bool IsBroken(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && e is HttpRequestException or OperationCanceledException;
}
