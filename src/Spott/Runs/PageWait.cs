using System.Threading.Tasks;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>How the thread that pulls pages waits for one.</summary>
/// <param name="page">What is waited for.</param>
/// <param name="messages">What the engine says about it meanwhile.</param>
/// <exception cref="SpottApiException">The page failed for good.</exception>
internal delegate Page PageWait(Task<Page> page, RunMessages messages);
